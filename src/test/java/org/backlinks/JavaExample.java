package org.backlinks;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A Java program of one file, and the folder for its classes.
 *
 * @param source the file
 * @param classes the folder
 */
record JavaExample(Path source, Path classes) {
  /**
   * Compiles the program and returns the messages of the compiler. The text is empty when it
   * compiles without a warning.
   */
  String compile() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of("-proc:none", "-Xlint:all,-path,-classfile", "-d", classes.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      compiler
          .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
          .call();
    }
    return messages.toString();
  }

  /** Returns a loader of the compiled classes. */
  URLClassLoader classLoader() throws IOException {
    return new URLClassLoader(
        new URL[] {classes.toUri().toURL()}, JavaExample.class.getClassLoader());
  }
}
