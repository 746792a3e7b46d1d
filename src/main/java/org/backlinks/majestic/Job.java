package org.backlinks.majestic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * A queued job. Upstream often gives no token. Then we find the job by sending the same call again.
 *
 * @param tokens upstream's tokens of the job, by the names that upstream uses
 */
public record Job(Map<String, String> tokens) {
  private static final String DOWNLOAD_JOB_ID = "DownloadJobID";
  private static final String JOB_ID = "JobID";
  private static final List<String> TOKEN_NAMES =
      List.of(JOB_ID, DOWNLOAD_JOB_ID, "JobToken", "AnalysisJobToken");

  public Job {
    tokens = Map.copyOf(tokens);
  }

  static Job from(Globals globals) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : TOKEN_NAMES) {
      String token = globals.text(name);
      if (token != null) {
        found.put(name, token);
      }
    }
    return new Job(found);
  }

  /** Returns the id of the job in the list of downloads; null when upstream gave none. */
  public @Nullable String downloadId() {
    String id = tokens.get(DOWNLOAD_JOB_ID);
    return id != null ? id : tokens.get(JOB_ID);
  }
}
