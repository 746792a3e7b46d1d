package org.backlinks.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.backlinks.question.WireNamed;

/** The actions of direct payloads. All code that needs the name of an action reads it here. */
enum Action implements WireNamed {
  /** Asks for a report. */
  REPORT("report"),
  /** Estimates the cost of a request. */
  ESTIMATE("estimate"),
  /** Shows a report. */
  GET("get"),
  /** Shows what changed between two reports. */
  CHANGES("changes"),
  /** Shows the counts of a report. */
  SUMMARY("summary"),
  /** Makes a link with which everybody can see a report. */
  SHARE("share"),
  /** Ends all links to a report. */
  UNSHARE("unshare"),
  /** Deletes a report. */
  DELETE("delete"),
  /** Works on the reports that are due. */
  POLL("poll"),
  /** Shows the spent and the remaining units. */
  USAGE("usage");

  /** The field of a payload that names its action. */
  static final String FIELD = "action";

  private final String wireName;

  Action(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the action of a payload. Returns empty when the payload names an unknown action. */
  static Optional<Action> of(JsonNode payload) {
    JsonNode name = payload.path(FIELD);
    if (name.isMissingNode() || name.isNull()) {
      return Optional.of(REPORT);
    }
    return Arrays.stream(values())
        .filter(action -> action.wireName.equals(name.textValue()))
        .findFirst();
  }

  /** Returns the names of all actions, separated by commas. */
  static String wireNames() {
    return Arrays.stream(values()).map(Action::wireName).collect(Collectors.joining(", "));
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
