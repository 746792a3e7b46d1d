package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backlinks.local.Function;
import org.backlinks.local.Launch;

/** A group of processes that get so much memory and no more, where the machine allows one. */
final class Cgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** The files of the second and of the first version of cgroups, in this order. */
  private enum Names {
    V2("", "memory.max", "memory.peak"),
    V1("memory", "memory.limit_in_bytes", "memory.max_usage_in_bytes");

    final Path folder;
    final String limit;
    final String peak;

    Names(String folder, String limit, String peak) {
      this.folder = ROOT.resolve(folder);
      this.limit = limit;
      this.peak = peak;
    }
  }

  private final Path folder;
  private final Names names;

  private Cgroup(Path folder, Names names) {
    this.folder = folder;
    this.names = names;
  }

  /** A new group, or nothing where we may not make one. */
  static Optional<Cgroup> of(int mebibytes) {
    return Stream.of(Names.values())
        .map(names -> made(names, (long) mebibytes << 20))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Cgroup> made(Names names, long bytes) {
    Path folder = names.folder.resolve("backlinks-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
    Cgroup made = new Cgroup(folder, names);
    Path limit = folder.resolve(names.limit);
    try {
      // the kernel fills a new group with files; any other folder stays empty
      if (Files.exists(limit)) {
        Files.writeString(limit, Long.toString(bytes));
        return Optional.of(made);
      }
    } catch (IOException e) {
      // as good as no group
    }
    made.close();
    return Optional.empty();
  }

  /** A new process of the function inside. */
  Function function(Local local) {
    Launch free = Launch.nativeExecutable();
    String join = "echo $$ > '" + folder.resolve("cgroup.procs") + "' && exec \"$0\"";
    return local.function(
        new Launch("held", List.of("/bin/sh", "-c", join, free.command().getFirst())));
  }

  /** The most that was used, caches of files included. */
  double peakMb() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(names.peak)).strip()) / 1e6;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("left behind: " + folder);
    }
  }
}
