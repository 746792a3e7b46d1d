package org.backlinks.majestic;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.Globals;
import org.jspecify.annotations.Nullable;

/**
 * What upstream may give to know a queued job by; often nothing, and then the request itself is the
 * key.
 *
 * @param tokens the tokens given, by upstream's names
 */
public record Job(Map<String, String> tokens) {
  private static final List<String> NAMES =
      List.of("JobID", "DownloadJobID", "JobToken", "AnalysisJobToken");

  public Job {
    tokens = Map.copyOf(tokens);
  }

  static Job in(Globals globals) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : NAMES) {
      String token = globals.text(name);
      if (token != null) {
        found.put(name, token);
      }
    }
    return new Job(found);
  }

  /** The id that the downloads are listed by, or null. */
  public @Nullable String downloadId() {
    String id = tokens.get("DownloadJobID");
    return id != null ? id : tokens.get("JobID");
  }
}
