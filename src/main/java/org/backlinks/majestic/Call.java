package org.backlinks.majestic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;

/**
 * One upstream call as it is sent, without the key.
 *
 * @param parameters by upstream's exact names, {@code cmd} first; unmodifiable
 * @param scopes the lists that the answer must have
 */
public record Call(Map<String, String> parameters, List<Scope> scopes) {
  public Call {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    scopes = List.copyOf(scopes);
  }

  /** The command's name. */
  public String command() {
    return parameters.getOrDefault("cmd", "");
  }

  /**
   * GetTopBackLinks for a question. Every level flag is sent: the URL's own defaults to 1 and would
   * be paid for unasked.
   *
   * @param forceQueue asks upstream to queue the job whatever its size
   */
  public static Call getTopBackLinks(Question question, boolean forceQueue) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cmd", "GetTopBackLinks");
    parameters.put("datasource", question.index().word());
    parameters.put("URL", question.target().text());
    parameters.put("MaxSourceURLs", Integer.toString(question.maxBacklinks()));
    parameters.put("ShowDomainInfo", flag(question.includeDomains()));
    parameters.put("GetUrlData", flag(question.scopes().contains(Scope.URL)));
    parameters.put("GetSubDomainData", flag(question.scopes().contains(Scope.SUBDOMAIN)));
    parameters.put("GetRootDomainData", flag(question.scopes().contains(Scope.ROOT_DOMAIN)));
    Integer perDomain = question.maxPerDomain();
    if (perDomain != null) {
      parameters.put("MaxSourceURLsPerRefDomain", perDomain.toString());
    }
    if (forceQueue) {
      parameters.put("DebugForceQueue", "1");
    }
    return new Call(parameters, List.copyOf(question.scopes()));
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
