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

/** The queue and the downloads that come out of it; every method is called under one lock. */
final class Jobs {
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm:ss").withZone(ZoneOffset.UTC);

  private final Map<String, Job> byId = new LinkedHashMap<>();
  private int made;

  Job start(Question question, Behaviour.Queued plan, Instant now) {
    open(question, now).ifPresent(old -> byId.remove(old.id));
    String id = "%016X%016X".formatted(Dice.seed(question.identity().toString()), ++made);
    Job job = new Job(id, question, plan, now);
    byId.put(id, job);
    return job;
  }

  /** The job that the same question has already, unless its file is gone. */
  Optional<Job> open(Question question, Instant now) {
    Map<String, String> identity = question.identity();
    return byId.values().stream()
        .filter(job -> job.identity.equals(identity) && !job.expired(now))
        .reduce((older, newer) -> newer);
  }

  void end(Job job) {
    byId.remove(job.id);
  }

  Optional<Job> ofFile(String name) {
    return byId.values().stream().filter(job -> job.fileName().equals(name)).findFirst();
  }

  List<Job> all() {
    return List.copyOf(byId.values());
  }

  /** The queued answer, with the token that the plan wants. */
  static Answer queued(Job job) {
    SequencedMap<String, Object> globals = Index.of(job.question).globals();
    switch (job.plan.token()) {
      case NONE -> {}
      case JOB_ID -> globals.put("JobID", job.id);
      case DOWNLOAD_JOB_ID -> globals.put("DownloadJobID", job.id);
      case JOB_TOKEN -> {
        globals.put("JobToken", job.id);
        globals.put("AnalysisJobToken", job.id);
      }
    }
    String queued = "QueuedForProcessing";
    return switch (job.plan.tables()) {
      case ABSENT -> Answer.code(queued, globals, null);
      case EMPTY -> Answer.code(queued, globals, List.of());
      case OK_BUT_EMPTY -> Answer.code(job.asks <= 1 ? queued : "OK", globals, List.of());
    };
  }

  static Answer done(Job job) {
    SequencedMap<String, Object> globals = Index.of(job.question).globals();
    globals.putFirst("JobID", job.id);
    return Answer.code("JobDoneCheckDownloads", globals, null);
  }

  /** The list of downloads; each look moves the listed jobs on by one state. */
  Answer list(Question question, Clock clock, URI files, Function<Job, Integer> size) {
    if (question.has("accesstoken") && !question.has("DownloadJobID")) {
      return Answer.refused("InvalidParameter", "DownloadJobID is required");
    }
    String wanted = question.text("DownloadJobID");
    List<Object[]> rows = new ArrayList<>();
    for (Job job : byId.values()) {
      if ((wanted.isEmpty() || wanted.equals(job.id)) && !job.expired(clock.instant())) {
        rows.add(row(job, job.stateOn(job.looks++), clock.instant(), files, size));
      }
    }
    return Answer.ok(
        Index.FRESH.globals(),
        List.of(
            Table.of(
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

  private static Object[] row(
      Job job, int state, Instant now, URI files, Function<Job, Integer> size) {
    boolean there = job.fileReady();
    Instant expires =
        job.then() instanceof Behaviour.JobDone done
            ? job.fileMade.plus(done.life())
            : job.created.plusSeconds(7 * 86_400);
    return new Object[] {
      "API Job: " + job.question.command() + " (" + job.id + ")",
      job.id,
      state,
      DAY_FIRST.format(job.created),
      DAY_FIRST.format(expires),
      DAY_FIRST.format(now),
      there ? size.apply(job) : 0,
      state == 5 ? "FTP upload failed, will be tried again" : "",
      there ? files.resolve("/downloads/" + job.fileName()).toString() : "",
      XmlWriter.TrulyEmpty.CELL
    };
  }

  Answer delete(Question question) {
    List<Object[]> rows = new ArrayList<>();
    for (String id : question.text("DownloadJobIDs").split(",")) {
      Job job = byId.remove(id);
      rows.add(
          new Object[] {
            id,
            job == null ? "NotFound" : "OK",
            job == null ? "No such download" : "Deleted",
            job == null ? "" : job.fileName()
          });
    }
    return Answer.ok(
        Index.FRESH.globals(),
        List.of(
            Table.of(
                "DeletionResults",
                Map.of(),
                List.of("DownloadJobID", "Result", "Description", "FileName"),
                rows)));
  }
}
