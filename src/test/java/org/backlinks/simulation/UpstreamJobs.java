package org.backlinks.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.backlinks.local.majestic.FakeTable;
import org.backlinks.simulation.UpstreamLedger.PaidCall;

/** The questions that the simulated upstream has queued, and the files of its jobs. */
final class UpstreamJobs {
  private static final List<String> DOWNLOAD_COLUMNS =
      List.of("JobID", "Status", "PublicDownloadLocation");
  private static final int STATUS_RUNNING = 1;
  private static final int STATUS_READY = 4;

  /** The parameters that do not belong to a question. */
  private static final List<String> OPTIONS =
      List.of("app_api_key", "DebugForceQueue", "NotifyURL");

  private final RandomGenerator random;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, UpstreamReply> files = new LinkedHashMap<>();

  /** A queued question. */
  private static final class Job {
    private final String id;
    private final boolean hasFile;

    /** Whether the answer that the job is done repeats the charge that the file reports. */
    private final boolean reportsChargeTwice;

    private int remainingQueuedAnswers;

    Job(RandomGenerator random) {
      this.id = Long.toHexString(random.nextLong());
      this.remainingQueuedAnswers = random.nextInt(1, 6);
      this.hasFile = random.nextBoolean();
      this.reportsChargeTwice = random.nextBoolean();
    }
  }

  /** Charges a question and answers it with rows. */
  interface RowSource {
    UpstreamReply rows();
  }

  UpstreamJobs(RandomGenerator random) {
    this.random = random;
  }

  /** Returns whether a question is queued. */
  boolean isQueued(Map<String, String> form) {
    return jobs.containsKey(identity(form));
  }

  /** Returns whether a question is queued, and the file of its job was made before. */
  boolean isDone(Map<String, String> form) {
    Job job = jobs.get(identity(form));
    return job != null && files.containsKey(path(job));
  }

  /** Queues a question. */
  void enqueue(Map<String, String> form) {
    jobs.put(identity(form), new Job(random));
  }

  /** Returns the state of a queued question, or its rows when its job is done. */
  UpstreamReply answer(Map<String, String> form, RowSource source) {
    Job job = jobs.get(identity(form));
    if (job == null) {
      throw new IllegalStateException("the question is not queued: " + form);
    }
    if (job.remainingQueuedAnswers > 0) {
      job.remainingQueuedAnswers--;
      // upstream may also say "OK" without the lists while it works
      return random.nextInt(8) == 0
          ? UpstreamReply.of("OK", Map.of(), List.of())
          : UpstreamReply.of("QueuedForProcessing", Map.of("DownloadJobID", job.id), List.of());
    }
    if (!job.hasFile) {
      jobs.remove(identity(form));
      return source.rows();
    }
    PaidCall charge = null;
    if (!files.containsKey(path(job))) {
      UpstreamReply rows = source.rows();
      if (rows.charge() == null) {
        return rows;
      }
      files.put(path(job), rows.withCharge(null));
      charge = job.reportsChargeTwice ? rows.charge() : null;
    }
    Map<String, Object> globals = new TreeMap<>(Map.of("JobID", job.id));
    if (job.reportsChargeTwice) {
      globals.putAll(charge(files.get(path(job))));
    }
    return UpstreamReply.of("JobDoneCheckDownloads", globals, null).withCharge(charge);
  }

  private static Map<String, Object> charge(UpstreamReply file) {
    Map<String, Object> globals = new TreeMap<>(file.answer().globals());
    globals.keySet().removeIf(name -> !name.startsWith("Charged"));
    return globals;
  }

  /** Returns the file of a job. */
  UpstreamReply file(String path) {
    return files.getOrDefault(path, UpstreamReply.notFound());
  }

  /**
   * Lists the jobs.
   *
   * @param jobId the only job to list; empty for all
   */
  UpstreamReply list(String jobId) {
    List<Object[]> rows = new ArrayList<>();
    for (Job job : jobs.values()) {
      if (jobId.isEmpty() || jobId.equals(job.id)) {
        boolean isReady = files.containsKey(path(job));
        rows.add(
            new Object[] {
              job.id,
              isReady ? STATUS_READY : STATUS_RUNNING,
              isReady ? SimulatedTransport.BASE + path(job) : ""
            });
      }
    }
    return UpstreamReply.of(
        "OK", Map.of(), List.of(FakeTable.of("Downloads", Map.of(), DOWNLOAD_COLUMNS, rows)));
  }

  /** Removes a job that its caller cancels. */
  UpstreamReply cancel(String jobId) {
    jobs.values().removeIf(job -> job.id.equals(jobId));
    return UpstreamReply.of(
        "OK",
        Map.of(),
        List.of(FakeTable.of("DeletionResults", Map.of(), List.of("JobID"), List.of())));
  }

  private static String path(Job job) {
    return "/" + job.id;
  }

  private static String identity(Map<String, String> form) {
    Map<String, String> identity = new TreeMap<>(form);
    OPTIONS.forEach(identity::remove);
    return identity.toString();
  }
}
