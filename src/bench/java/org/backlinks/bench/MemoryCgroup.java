package org.backlinks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backlinks.local.FunctionProcess;
import org.backlinks.local.LaunchCommand;

/** A group of processes with a memory limit, on a machine that allows it. */
final class MemoryCgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** The file names of version 2 and of version 1 of cgroups, in this order. */
  private enum Version {
    V2("", "memory.max", "memory.peak"),
    V1("memory", "memory.limit_in_bytes", "memory.max_usage_in_bytes");

    final Path folder;
    final String limit;
    final String peak;

    Version(String folder, String limit, String peak) {
      this.folder = ROOT.resolve(folder);
      this.limit = limit;
      this.peak = peak;
    }
  }

  private final Path folder;
  private final Version version;

  private MemoryCgroup(Path folder, Version version) {
    this.folder = folder;
    this.version = version;
  }

  /** Creates a group, or returns empty when this process has no permission. */
  static Optional<MemoryCgroup> create(int mebibytes) {
    return Stream.of(Version.values())
        .map(version -> tryCreate(version, (long) mebibytes << 20))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<MemoryCgroup> tryCreate(Version version, long bytes) {
    Path folder = version.folder.resolve("backlinks-bench-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      return Optional.empty();
    }
    MemoryCgroup cgroup = new MemoryCgroup(folder, version);
    Path limit = folder.resolve(version.limit);
    try {
      // the kernel creates the files of a new group; another folder stays empty
      if (Files.exists(limit)) {
        Files.writeString(limit, Long.toString(bytes));
        return Optional.of(cgroup);
      }
    } catch (IOException e) {
      // the limit cannot be set: this is the same as no group
    }
    cgroup.close();
    return Optional.empty();
  }

  /** Starts a process of the function in this group. */
  FunctionProcess startFunction(BenchmarkStack local) {
    LaunchCommand executable = LaunchCommand.nativeExecutable();
    String script = "echo $$ > '" + folder.resolve("cgroup.procs") + "' && exec \"$0\"";
    return local.startFunction(
        new LaunchCommand(
            "cgroup", List.of("/bin/sh", "-c", script, executable.command().getFirst())));
  }

  /** Returns the peak memory in MB, including file caches. */
  double peakMb() throws IOException {
    return Long.parseLong(Files.readString(folder.resolve(version.peak)).strip()) / 1e6;
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      System.err.println("the cgroup cannot be deleted: " + folder);
    }
  }
}
