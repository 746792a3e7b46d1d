package org.backlinks.majestic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.majestic.MajesticCall.RowLimit;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;
import org.jspecify.annotations.Nullable;

/**
 * Makes the GetBackLinkData calls of a question, one for each list. The form of the item determines
 * the scope of the list. Source: upstream's page of the command.
 */
final class GetBackLinkDataCalls {
  /** The limits for one referring domain that upstream supports, in ascending order. */
  private static final int[] UPSTREAM_LIMITS = {1, 3, 10};

  /** Upstream's value for no limit. */
  private static final int NO_LIMIT = -1;

  private static final String WITH_DELETED_LINKS = "0";
  private static final String WITHOUT_DELETED_LINKS = "1";

  private GetBackLinkDataCalls() {}

  /** Returns the calls in payload order. Scopes with the same item share one call. */
  static List<MajesticCall> of(Question question) {
    List<MajesticCall> calls = new ArrayList<>();
    itemsOf(question)
        .forEach((item, scopes) ->
            calls.add(
                new MajesticCall(
                    parameters(question, item),
                    scopes,
                    rowLimit(question.maxPerDomain()),
                    differences(question, item, scopes))));
    return calls;
  }

  /** Returns the item of each list with its scopes, in payload order. */
  static Map<String, List<Scope>> itemsOf(Question question) {
    Map<String, List<Scope>> items = new LinkedHashMap<>();
    for (Scope scope : question.scopes()) {
      items.computeIfAbsent(itemOf(question, scope), _ -> new ArrayList<>()).add(scope);
    }
    return items;
  }

  /** Returns the item. An item with a scheme is a URL, and any other host is a subdomain. */
  private static String itemOf(Question question, Scope scope) {
    String target = question.target().text();
    return switch (scope) {
      case URL -> hasScheme(target) ? target : "http://" + target;
      case SUBDOMAIN -> Host.ofAddress(target).name();
      case ROOT_DOMAIN -> RegistrableDomain.of(Host.ofAddress(target));
    };
  }

  private static boolean hasScheme(String target) {
    return target.startsWith("http://") || target.startsWith("https://");
  }

  private static Map<String, String> parameters(Question question, String item) {
    Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    parameters.put(Parameter.COMMAND, LinkCommand.GET_BACK_LINK_DATA.wireName());
    parameters.put(Parameter.DATASOURCE, question.index().wireName());
    parameters.put(Parameter.ITEM, item);
    parameters.put(Parameter.COUNT, Integer.toString(question.maxBacklinks()));
    parameters.put(Parameter.FROM, "0");
    // GetTopBackLinks never gives deleted links
    parameters.put(
        Parameter.MODE, question.includeDeleted() ? WITH_DELETED_LINKS : WITHOUT_DELETED_LINKS);
    parameters.put(Parameter.SHOW_DOMAIN_INFO, Parameter.flag(question.includeDomains()));
    Integer maxPerDomain = question.maxPerDomain();
    if (maxPerDomain != null) {
      parameters.put(
          Parameter.MAX_SOURCE_URLS_PER_REF_DOMAIN,
          Integer.toString(nearestUpstreamLimit(maxPerDomain)));
    }
    return Parameter.byWireName(parameters);
  }

  /** Returns the smallest limit of upstream that is not smaller than the requested one. */
  private static int nearestUpstreamLimit(int requested) {
    for (int limit : UPSTREAM_LIMITS) {
      if (requested <= limit) {
        return limit;
      }
    }
    return NO_LIMIT;
  }

  private static @Nullable RowLimit rowLimit(@Nullable Integer requested) {
    return requested == null || nearestUpstreamLimit(requested) == requested
        ? null
        : new RowLimit(requested, nearestUpstreamLimit(requested));
  }

  private static List<String> differences(Question question, String item, List<Scope> scopes) {
    String command = LinkCommand.GET_BACK_LINK_DATA.wireName();
    List<String> differences = new ArrayList<>();
    if (scopes.contains(Scope.URL) && !item.equals(question.target().text())) {
      differences.add(
          "%s needs a URL with a scheme: the list of the scope url is that of %s"
              .formatted(command, item));
    }
    if (scopes.contains(Scope.SUBDOMAIN)
        && item.equals(RegistrableDomain.of(Host.ofAddress(item)))) {
      differences.add(
          ("%s gives the whole domain for a registrable domain: the lists of the scopes subdomain"
                  + " and rootDomain are the same")
              .formatted(command));
    }
    return differences;
  }
}
