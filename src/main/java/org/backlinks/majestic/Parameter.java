package org.backlinks.majestic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.question.Scope;

/**
 * The parameters of upstream's commands, in the order in which they are sent. Source: upstream's
 * pages of the commands.
 */
enum Parameter {
  COMMAND("cmd"),
  DATASOURCE("datasource"),
  URL("URL"),
  MAX_SOURCE_URLS("MaxSourceURLs"),
  ITEMS("items"),
  /** With a number at its end, one of several items. */
  ITEM("item"),
  COUNT("Count"),
  FROM("From"),
  MODE("Mode"),
  SHOW_DOMAIN_INFO("ShowDomainInfo"),
  GET_URL_DATA("GetUrlData"),
  GET_SUB_DOMAIN_DATA("GetSubDomainData"),
  GET_ROOT_DOMAIN_DATA("GetRootDomainData"),
  MAX_SOURCE_URLS_PER_REF_DOMAIN("MaxSourceURLsPerRefDomain"),
  DEBUG_FORCE_QUEUE("DebugForceQueue"),
  NOTIFY_URL("NotifyURL"),
  DOWNLOAD_JOB_ID("DownloadJobID"),
  DOWNLOAD_JOB_IDS("DownloadJobIDs");

  /** The value of a flag that is set. */
  static final String YES = "1";

  private static final String NO = "0";

  private final String wireName;

  Parameter(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name that upstream uses. */
  String wireName() {
    return wireName;
  }

  /** Returns the flag that asks GetTopBackLinks for the list of a scope. */
  static Parameter listFlag(Scope scope) {
    return switch (scope) {
      case URL -> GET_URL_DATA;
      case SUBDOMAIN -> GET_SUB_DOMAIN_DATA;
      case ROOT_DOMAIN -> GET_ROOT_DOMAIN_DATA;
    };
  }

  /** Returns the value of a flag. */
  static String flag(boolean isSet) {
    return isSet ? YES : NO;
  }

  /** Returns parameters by the names that upstream uses, in the same order. */
  static Map<String, String> byWireName(Map<Parameter, String> parameters) {
    Map<String, String> named = new LinkedHashMap<>();
    parameters.forEach((parameter, value) -> named.put(parameter.wireName, value));
    return named;
  }
}
