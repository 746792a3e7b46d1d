package org.backlinks.local.majestic;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** The queue and the downloads of its finished jobs. The caller of each method holds the lock. */
final class FakeJobQueue {
  private static final DateTimeFormatter DATE_FORMAT =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss").withZone(ZoneOffset.UTC);

  private final FakeIndexes indexes;
  private final Map<String, FakeJob> byId = new LinkedHashMap<>();
  private int createdCount;

  FakeJobQueue(FakeIndexes indexes) {
    this.indexes = indexes;
  }

  FakeJob enqueue(FakeQuestion question, Behaviour.Queued plan, Instant now) {
    findOpen(question, now).ifPresent(previous -> byId.remove(previous.id));
    String id =
        "%016X%016X".formatted(SeededRandom.seedOf(question.identity().toString()), ++createdCount);
    FakeJob job = new FakeJob(id, question, plan, now);
    byId.put(id, job);
    return job;
  }

  /** Returns the existing job for the same question, unless its file has expired. */
  Optional<FakeJob> findOpen(FakeQuestion question, Instant now) {
    Map<String, String> identity = question.identity();
    return byId.values().stream()
        .filter(job -> job.identity.equals(identity) && !job.isExpired(now))
        .reduce((older, newer) -> newer);
  }

  void remove(FakeJob job) {
    byId.remove(job.id);
  }

  Optional<FakeJob> findByFileName(String name) {
    return byId.values().stream().filter(job -> job.fileName().equals(name)).findFirst();
  }

  List<FakeJob> all() {
    return List.copyOf(byId.values());
  }

  /** Returns the queued answer with the token of the plan. */
  FakeAnswer queuedAnswer(FakeJob job) {
    SequencedMap<String, Object> globals = indexes.globals(job.question);
    switch (job.plan.tokenKind()) {
      case NONE -> {}
      case JOB_ID -> globals.put("JobID", job.id);
      case DOWNLOAD_JOB_ID -> globals.put("DownloadJobID", job.id);
      case JOB_TOKEN -> {
        globals.put("JobToken", job.id);
        globals.put("AnalysisJobToken", job.id);
      }
    }
    String queued = "QueuedForProcessing";
    return switch (job.plan.tablesKind()) {
      case ABSENT -> FakeAnswer.ofCode(queued, globals, null);
      case EMPTY -> FakeAnswer.ofCode(queued, globals, List.of());
      case OK_BUT_EMPTY ->
          FakeAnswer.ofCode(job.requestCount <= 1 ? queued : "OK", globals, List.of());
    };
  }

  FakeAnswer doneAnswer(FakeJob job) {
    SequencedMap<String, Object> globals = indexes.globals(job.question);
    globals.putFirst("JobID", job.id);
    return FakeAnswer.ofCode("JobDoneCheckDownloads", globals, null);
  }

  /** Returns the list of downloads. Each read advances the listed jobs by one state. */
  FakeAnswer listDownloads(
      FakeQuestion question, Clock clock, URI fileBaseUri, Function<FakeJob, Integer> fileLength) {
    if (question.has("accesstoken") && !question.has("DownloadJobID")) {
      return FakeAnswer.refused("InvalidParameter", "DownloadJobID is required");
    }
    String requestedId = question.value("DownloadJobID");
    List<Object[]> rows = new ArrayList<>();
    for (FakeJob job : byId.values()) {
      if ((requestedId.isEmpty() || requestedId.equals(job.id))
          && !job.isExpired(clock.instant())) {
        rows.add(
            downloadCells(
                job, job.stateAt(job.listReads++), clock.instant(), fileBaseUri, fileLength));
      }
    }
    return FakeAnswer.ok(
        indexes.globals(FakeIndex.FRESH),
        List.of(
            FakeTable.of(
                "Downloads",
                Map.of(),
                List.of(
                    "Description",
                    "JobID",
                    "Status",
                    "Created",
                    "Expires",
                    "LastUpdated",
                    "FileSize",
                    "LastError",
                    "PublicDownloadLocation",
                    "AnalysisProgressInfo"),
                rows)));
  }

  private static Object[] downloadCells(
      FakeJob job, int state, Instant now, URI fileBaseUri, Function<FakeJob, Integer> fileLength) {
    boolean isFileReady = job.isFileReady();
    Instant expires =
        job.finalBehaviour() instanceof Behaviour.JobDone done
            ? job.fileCreatedAt.plus(done.fileLifetime())
            : job.createdAt.plusSeconds(7 * 86_400);
    return new Object[] {
      "API Job: " + job.question.command() + " (" + job.id + ")",
      job.id,
      state,
      DATE_FORMAT.format(job.createdAt),
      DATE_FORMAT.format(expires),
      DATE_FORMAT.format(now),
      isFileReady ? fileLength.apply(job) : 0,
      state == 5 ? "FTP upload failed, will be tried again" : "",
      isFileReady ? fileBaseUri.resolve("/downloads/" + job.fileName()).toString() : "",
      XmlAnswerWriter.EmptyCell.WITHOUT_SPACE
    };
  }

  FakeAnswer deleteDownloads(FakeQuestion question) {
    List<Object[]> rows = new ArrayList<>();
    for (String id : question.value("DownloadJobIDs").split(",")) {
      FakeJob job = byId.remove(id);
      rows.add(
          new Object[] {
            id,
            job == null ? "NotFound" : "OK",
            job == null ? "No such download" : "Deleted",
            job == null ? "" : job.fileName()
          });
    }
    return FakeAnswer.ok(
        indexes.globals(FakeIndex.FRESH),
        List.of(
            FakeTable.of(
                "DeletionResults",
                Map.of(),
                List.of("DownloadJobID", "Result", "Description", "FileName"),
                rows)));
  }
}
