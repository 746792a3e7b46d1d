package org.backlinks.changes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.ChangeSubject;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.render.BufferPool;
import org.backlinks.render.ChangeSelection;
import org.backlinks.render.ChangesPageRequest;
import org.backlinks.render.ChangesRenderer;
import org.backlinks.render.PageFormat;
import org.backlinks.report.Report;
import org.backlinks.report.SampleReports;
import org.backlinks.snapshot.ChunkRef;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.ManifestCodec;
import org.backlinks.snapshot.Snapshot;
import org.backlinks.snapshot.Table;
import org.backlinks.task.ThreadTaskScheduler;

/**
 * Measures the CPU time of comparing two stored answers and rendering the first page of changes,
 * and of unpacking both answers. It is a program of its own, because it is measured as a native
 * executable.
 */
public final class ComparisonTimes {
  private static final int WARM_UPS = 5;
  private static final int ROUNDS = 21;
  private static final int LIMIT = 1_000;

  private ComparisonTimes() {}

  /**
   * Prints the median of both times in milliseconds, separated by a space.
   *
   * @param files the earlier and the later answer, as {@link #write} wrote them
   */
  public static void main(String[] files) throws IOException {
    Snapshot before = read(Path.of(files[0]));
    Snapshot after = read(Path.of(files[1]));
    List<Double> comparing = new ArrayList<>();
    List<Double> unpacking = new ArrayList<>();
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      double unpacked = cpuMillis(() -> unpackAll(before) + unpackAll(after));
      double compared = cpuMillis(() -> renderFirstPage(before, after));
      if (round >= 0) {
        unpacking.add(unpacked);
        comparing.add(compared);
      }
    }
    System.out.println(median(comparing) + " " + median(unpacking));
  }

  /** Stores an answer in a file. */
  public static void write(Manifest manifest, List<byte[]> pieces, Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      byte[] encoded = ManifestCodec.encode(manifest);
      out.writeInt(encoded.length);
      out.write(encoded);
      out.writeInt(pieces.size());
      for (byte[] piece : pieces) {
        out.writeInt(piece.length);
        out.write(piece);
      }
    }
  }

  private static Snapshot read(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      Manifest manifest = ManifestCodec.decode(in.readNBytes(in.readInt()));
      List<byte[]> pieces = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        pieces.add(in.readNBytes(in.readInt()));
      }
      return new Snapshot(manifest, numbers -> numbers.stream().map(pieces::get).toList());
    }
  }

  private interface Work {
    long run() throws IOException;
  }

  private static double cpuMillis(Work work) throws IOException {
    long start = cpuNanos();
    if (work.run() <= 0) {
      throw new IllegalStateException("nothing was done");
    }
    return (cpuNanos() - start) / 1e6;
  }

  /** Returns the CPU time of all threads of this process. */
  private static long cpuNanos() throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        nanos += Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]);
      }
    }
    return nanos;
  }

  private static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static long unpackAll(Snapshot snapshot) throws IOException {
    long rows = 0;
    for (Table table : snapshot.manifest().tables()) {
      for (ChunkRef chunk : table.chunks()) {
        rows += snapshot.readChunk(chunk).rowCount();
      }
    }
    return rows;
  }

  private static long renderFirstPage(Snapshot before, Snapshot after) throws IOException {
    Question question =
        new Question(
            new Target("http://example.com/"),
            EnumSet.of(Scope.URL),
            Index.HISTORIC,
            Question.MAX_BACKLINKS,
            null,
            false,
            Command.AUTO,
            false);
    Instant readyAt = Instant.EPOCH;
    Comparison comparison =
        (Comparison)
            ReportComparison.compare(
                new ComparedReport(question, readyAt, before),
                new ComparedReport(question, readyAt, after));
    Report report = SampleReports.claimed();
    ChangeSelection selection =
        new ChangeSelection(report.id(), EnumSet.allOf(ChangeKind.class), ChangeSubject.LINK);
    return ComparisonCodec.encode(comparison).length
        + new ChangesRenderer(new BufferPool(), new ThreadTaskScheduler())
            .renderPage(
                new ComparedReports(report, before, report, after, comparison),
                new ChangesPageRequest(selection, 0, LIMIT, true, PageFormat.JSON))
            .body()
            .size();
  }
}
