package org.backlinks.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends a child process when its parent ends: then the pipe from the parent to the child is closed.
 */
final class ParentWatchdog {
  private ParentWatchdog() {}

  static void exitWithParent() {
    Thread.ofPlatform().daemon().name("parent").start(() -> exitAtEndOf(System.in));
  }

  private static void exitAtEndOf(InputStream pipe) {
    try {
      pipe.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // a broken pipe also means that the parent has ended
    }
    Runtime.getRuntime().halt(0);
  }
}
