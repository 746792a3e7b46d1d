package org.backlinks.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The child's side of "ends with us": even a killed parent closes the pipe it holds. */
final class Parent {
  private Parent() {}

  static void endWith() {
    Thread.ofPlatform().daemon().name("parent").start(() -> waitFor(System.in));
  }

  private static void waitFor(InputStream pipe) {
    try {
      pipe.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // a broken pipe says the same as a closed one
    }
    Runtime.getRuntime().halt(0);
  }
}
