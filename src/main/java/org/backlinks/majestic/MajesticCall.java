package org.backlinks.majestic;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A call of upstream in the form in which it is sent, without the credentials.
 *
 * @param parameters by the names that upstream uses, with the command; unmodifiable
 * @param scopes the scopes of the lists that the answer must have
 * @param rowLimit the limit that upstream does not support; null when there is none
 * @param differences how the answer differs from that of GetTopBackLinks, for the caller
 */
public record MajesticCall(
    Map<String, String> parameters,
    List<Scope> scopes,
    @Nullable RowLimit rowLimit,
    List<String> differences) {

  public MajesticCall {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    scopes = List.copyOf(scopes);
    differences = List.copyOf(differences);
  }

  /** Makes a call without a row limit and without differences. */
  public MajesticCall(Map<String, String> parameters, List<Scope> scopes) {
    this(parameters, scopes, null, List.of());
  }

  /**
   * A limit for one referring domain that upstream does not support.
   *
   * @param maxRows maximum number of rows that are kept for one domain
   * @param upstreamLimit the larger limit that upstream supports, or -1 for no limit
   */
  record RowLimit(int maxRows, int upstreamLimit) {}

  /**
   * Makes a call without a target and without lists. Upstream refuses it as unknown only if it does
   * not know the command.
   */
  public static MajesticCall probe(String command) {
    Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    parameters.put(Parameter.COMMAND, command);
    for (Scope scope : Scope.values()) {
      parameters.put(Parameter.listFlag(scope), Parameter.flag(false));
    }
    return new MajesticCall(Parameter.byWireName(parameters), List.of());
  }

  /** Makes a call that gets the state of a job. It is free of cost. */
  static MajesticCall getDownloadsList(String jobId) {
    return freeCall("GetDownloadsList", Map.of(Parameter.DOWNLOAD_JOB_ID, jobId));
  }

  /** Makes a call that cancels a job, or deletes its result. It is free of cost. */
  public static MajesticCall deleteDownloads(String jobId) {
    return freeCall("DeleteDownloads", Map.of(Parameter.DOWNLOAD_JOB_IDS, jobId));
  }

  /** Makes a call that gets the prices and the remaining units of our plan. It is free of cost. */
  public static MajesticCall getSubscriptionInfo() {
    return freeCall("GetSubscriptionInfo", Map.of());
  }

  private static MajesticCall freeCall(String command, Map<Parameter, String> others) {
    Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    parameters.put(Parameter.COMMAND, command);
    parameters.putAll(others);
    return new MajesticCall(Parameter.byWireName(parameters), List.of());
  }

  /** Returns the command's name. */
  public String command() {
    return parameters.getOrDefault(Parameter.COMMAND.wireName(), "");
  }

  /** Returns the values of all parameters but the command. */
  List<String> values() {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.remove(Parameter.COMMAND.wireName());
    return List.copyOf(others.values());
  }

  /** Returns the command, as {@link LinkCommand#of(String)} does. */
  public LinkCommand linkCommand() {
    return LinkCommand.of(command());
  }

  /** Returns whether we drop rows of the answer because upstream can't limit them itself. */
  public boolean isLimitedLocally() {
    return rowLimit != null;
  }

  /** Returns whether the call also requests the referring domains. */
  boolean isDomainTableRequested() {
    return hasFlag(Parameter.SHOW_DOMAIN_INFO);
  }

  /** Returns whether upstream must put the call into its queue, even if the answer is small. */
  public boolean isQueueForced() {
    return hasFlag(Parameter.DEBUG_FORCE_QUEUE);
  }

  private boolean hasFlag(Parameter flag) {
    return Parameter.YES.equals(parameters.get(flag.wireName()));
  }

  /** Returns the address that upstream calls when a queued job is done; null when there is none. */
  public @Nullable String notifyUrl() {
    return parameters.get(Parameter.NOTIFY_URL.wireName());
  }

  /** Returns this call with the parameters with which it was submitted. */
  public MajesticCall withParameters(Map<String, String> submitted) {
    return new MajesticCall(submitted, scopes, rowLimit, differences);
  }

  /** Returns this call with the flag that makes upstream put even a small answer into its queue. */
  public MajesticCall withForcedQueue() {
    return with(Parameter.DEBUG_FORCE_QUEUE, Parameter.flag(true));
  }

  /** Returns this call without the flag that forces it into the queue. Repeated calls have none. */
  public MajesticCall withoutForcedQueue() {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    others.remove(Parameter.DEBUG_FORCE_QUEUE.wireName());
    return withParameters(others);
  }

  /** Returns this call with the address that upstream calls when a queued job is done. */
  public MajesticCall withNotifyUrl(String url) {
    return with(Parameter.NOTIFY_URL, url);
  }

  private MajesticCall with(Parameter parameter, String value) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put(parameter.wireName(), value);
    return withParameters(all);
  }
}
