package org.backlinks.majestic;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;

/** Makes the GetTopBackLinks call of a question. Source: upstream's page of the command. */
final class GetTopBackLinksCall {
  private GetTopBackLinksCall() {}

  /**
   * Returns the call. It has the flags of all three lists, because the default of the URL's flag is
   * 1, and upstream would charge a list that the question does not ask for.
   */
  static MajesticCall of(Question question) {
    Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    parameters.put(Parameter.COMMAND, LinkCommand.GET_TOP_BACK_LINKS.wireName());
    parameters.put(Parameter.DATASOURCE, question.index().wireName());
    parameters.put(Parameter.URL, question.target().text());
    parameters.put(Parameter.MAX_SOURCE_URLS, Integer.toString(question.maxBacklinks()));
    parameters.put(Parameter.SHOW_DOMAIN_INFO, Parameter.flag(question.includeDomains()));
    for (Scope scope : Scope.values()) {
      boolean isRequested = question.scopes().contains(scope);
      parameters.put(Parameter.listFlag(scope), Parameter.flag(isRequested));
    }
    Integer maxPerDomain = question.maxPerDomain();
    if (maxPerDomain != null) {
      parameters.put(Parameter.MAX_SOURCE_URLS_PER_REF_DOMAIN, maxPerDomain.toString());
    }
    return new MajesticCall(Parameter.byWireName(parameters), List.copyOf(question.scopes()));
  }
}
