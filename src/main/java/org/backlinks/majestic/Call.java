package org.backlinks.majestic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One upstream call as it is sent, without the key.
 *
 * @param parameters by upstream's exact names, {@code cmd} among them; unmodifiable
 * @param scopes the lists that the answer must have
 * @param limit what upstream does not do itself, or null
 * @param differences what a reader should know who expects what GetTopBackLinks would give
 */
public record Call(
    Map<String, String> parameters,
    List<Scope> scopes,
    @Nullable Limit limit,
    List<String> differences) {
  private static final String FORCE_QUEUE = "DebugForceQueue";

  public Call {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    scopes = List.copyOf(scopes);
    differences = List.copyOf(differences);
  }

  /** A call whose answer is taken as it comes. */
  public Call(Map<String, String> parameters, List<Scope> scopes) {
    this(parameters, scopes, null, List.of());
  }

  /**
   * A limit for one referring domain that upstream can't keep.
   *
   * @param wanted rows at most
   * @param asked the larger limit that upstream keeps, or -1 for none
   */
  record Limit(int wanted, int asked) {}

  /** Whether rows that upstream gives may be left out, because it can't keep the limit itself. */
  public boolean isCutByUs() {
    return limit != null;
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
   * @param notifyUrl what upstream shall call when a queued job is done, or null
   */
  public static Call getTopBackLinks(
      Question question, boolean forceQueue, @Nullable String notifyUrl) {
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
      parameters.put(FORCE_QUEUE, "1");
    }
    if (notifyUrl != null) {
      parameters.put("NotifyURL", notifyUrl);
    }
    return new Call(parameters, List.copyOf(question.scopes()));
  }

  /**
   * GetBackLinkData for a question: a call for each list; where an item is the same for two scopes,
   * one call for both. In payload order.
   */
  public static List<Call> getBackLinkData(Question question) {
    return Successor.calls(question);
  }

  /** Whether this is the successor of GetTopBackLinks, which gives one list a call. */
  public boolean isSuccessor() {
    return command().equals(Successor.COMMAND);
  }

  /** Whether upstream is told to queue it whatever its size. */
  public boolean isForced() {
    return "1".equals(parameters.get(FORCE_QUEUE));
  }

  /** This call as it was submitted, with what is expected of its answer. */
  public Call submittedAs(Map<String, String> submitted) {
    return new Call(submitted, scopes, limit, differences);
  }

  /**
   * The same call once more: all that was sent the first time, but it is not queued by force again.
   */
  public Call again() {
    Map<String, String> same = new LinkedHashMap<>(parameters);
    same.remove(FORCE_QUEUE);
    return submittedAs(same);
  }

  /** The state of one job; free of cost. */
  static Call getDownloadsList(String job) {
    return free("GetDownloadsList", "DownloadJobID", job);
  }

  /** Cancels a job, or deletes what came of it; free of cost. */
  public static Call deleteDownloads(String job) {
    return free("DeleteDownloads", "DownloadJobIDs", job);
  }

  /** Our plan: its prices and what is left; free of cost. */
  public static Call getSubscriptionInfo() {
    return new Call(Map.of("cmd", "GetSubscriptionInfo"), List.of());
  }

  private static Call free(String command, String parameter, String value) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cmd", command);
    parameters.put(parameter, value);
    return new Call(parameters, List.of());
  }

  static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
