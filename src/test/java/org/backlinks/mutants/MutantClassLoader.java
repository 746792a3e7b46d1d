package org.backlinks.mutants;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the mutated classes, and its own copy of every other class of the program and of its tests.
 * Libraries are shared.
 */
public final class MutantClassLoader extends URLClassLoader {
  MutantClassLoader(Path mutated) {
    super(urls(mutated), MutantClassLoader.class.getClassLoader());
  }

  private static URL[] urls(Path mutated) {
    List<URL> urls = new ArrayList<>(List.of(url(mutated)));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(url(Path.of(entry)));
    }
    return urls.toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolves) throws ClassNotFoundException {
    if (!name.startsWith("org.backlinks.")) {
      return super.loadClass(name, resolves);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
