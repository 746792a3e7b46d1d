package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.Call.Limit;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.jspecify.annotations.Nullable;

/**
 * GetBackLinkData for a question: one call a list, its scope said by how the item is spelled.
 * Source: upstream's page of GetBackLinkData.
 */
final class Successor {
  static final String COMMAND = "GetBackLinkData";

  /** The limits for one referring domain that upstream knows, the smallest first. */
  private static final int[] LIMITS = {1, 3, 10};

  private static final int NO_LIMIT = -1;

  private Successor() {}

  /** The calls in payload order; scopes whose items are one and the same share one. */
  static List<Call> calls(Question question) {
    Map<String, List<Scope>> items = new LinkedHashMap<>();
    for (Scope scope : question.scopes()) {
      items.computeIfAbsent(item(question, scope), _ -> new ArrayList<>()).add(scope);
    }
    List<Call> calls = new ArrayList<>();
    items.forEach((item, scopes) ->
        calls.add(
            new Call(
                parameters(question, item),
                scopes,
                limit(question.maxPerDomain()),
                differences(question, item, scopes))));
    return calls;
  }

  /** Upstream tells the scope by the spelling: a scheme is a URL, any other host a subdomain. */
  private static String item(Question question, Scope scope) {
    String target = question.target().text();
    return switch (scope) {
      case URL -> hasScheme(target) ? target : "http://" + target;
      case SUBDOMAIN -> Site.host(target);
      case ROOT_DOMAIN -> Site.rootDomain(Site.host(target));
    };
  }

  private static boolean hasScheme(String target) {
    return target.startsWith("http://") || target.startsWith("https://");
  }

  private static Map<String, String> parameters(Question question, String item) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("cmd", COMMAND);
    parameters.put("datasource", question.index().word());
    parameters.put("item", item);
    parameters.put("Count", Integer.toString(question.maxBacklinks()));
    parameters.put("From", "0");
    // without deleted links, as GetTopBackLinks
    parameters.put("Mode", "1");
    parameters.put("ShowDomainInfo", Call.flag(question.includeDomains()));
    Integer wanted = question.maxPerDomain();
    if (wanted != null) {
      parameters.put("MaxSourceURLsPerRefDomain", Integer.toString(known(wanted)));
    }
    return parameters;
  }

  /** The nearest limit that is not smaller. */
  private static int known(int wanted) {
    for (int limit : LIMITS) {
      if (wanted <= limit) {
        return limit;
      }
    }
    return NO_LIMIT;
  }

  private static @Nullable Limit limit(@Nullable Integer wanted) {
    return wanted == null || known(wanted) == wanted ? null : new Limit(wanted, known(wanted));
  }

  private static List<String> differences(Question question, String item, List<Scope> scopes) {
    List<String> differences = new ArrayList<>();
    if (scopes.contains(Scope.URL) && !item.equals(question.target().text())) {
      differences.add(
          COMMAND + " takes a target without a scheme for no URL: the scope url is of " + item);
    }
    if (scopes.contains(Scope.SUBDOMAIN) && item.equals(Site.rootDomain(item))) {
      differences.add(
          COMMAND
              + " takes a registrable domain for the whole of it: the scope subdomain has what"
              + " rootDomain has");
    }
    return differences;
  }
}
