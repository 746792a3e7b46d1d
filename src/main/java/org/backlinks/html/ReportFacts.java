package org.backlinks.html;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.backlinks.question.Question;
import org.backlinks.report.IndexBuild;
import org.backlinks.report.Report;
import org.backlinks.report.State;
import org.backlinks.report.Usage;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/** Says in words what was asked, where the answer comes from, and what it cost. */
final class ReportFacts {
  private ReportFacts() {}

  /**
   * A fact with its name.
   *
   * @param isLong whether the value is one long word
   */
  record Fact(String name, String value, boolean isLong) {
    Fact(String name, String value) {
      this(name, value, false);
    }
  }

  /** Returns the facts that a page shows about a ready report. */
  static List<Fact> of(Report report, Manifest manifest, Audience audience) {
    Question question = report.question();
    IndexBuild index = IndexBuild.of(manifest.globals(), question);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Lists", scopes(question)));
    facts.add(
        new Fact(
            "Maximum links",
            Numbers.grouped(question.maxBacklinks()) + " a list" + perDomain(question)));
    facts.add(new Fact("Source", "Majestic, " + index.name().wireName() + " index"));
    facts.add(new Fact("Index built", builtAt(index.builtAt())));
    if (report.state() instanceof State.Ready(Instant readyAt, _)) {
      facts.add(new Fact("Report made", Times.of(readyAt)));
    }
    facts.add(new Fact("Report kept until", Times.of(report.lifetime().expiresAt())));
    if (audience instanceof Audience.Caller caller) {
      facts.addAll(ofCaller(report, caller));
    }
    return facts;
  }

  private static List<Fact> ofCaller(Report report, Audience.Caller caller) {
    Usage usage = report.billing().usage();
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Fact(
            "Cost",
            "%s analysis units, %s retrieval units%s%s"
                .formatted(
                    Numbers.groupedOrUnknown(usage.charged().analysis()),
                    Numbers.groupedOrUnknown(usage.charged().retrieval()),
                    usage.estimated() ? " (estimated)" : "",
                    caller.reused() ? "; this request was free" : "")));
    facts.add(
        new Fact(
            "Units left at that time",
            "%s analysis, %s retrieval"
                .formatted(
                    Numbers.groupedOrUnknown(usage.remaining().analysis()),
                    Numbers.groupedOrUnknown(usage.remaining().retrieval()))));
    facts.add(new Fact("Report id", report.id().text(), true));
    if (caller.tag() != null && !caller.tag().isEmpty()) {
      facts.add(new Fact("Tag", DisplayText.of(caller.tag())));
    }
    return facts;
  }

  private static String scopes(Question question) {
    return question.scopes().stream().map(ScopeNames::shortName).collect(Collectors.joining(", "));
  }

  private static String perDomain(Question question) {
    Integer max = question.maxPerDomain();
    return max == null ? "" : ", " + Numbers.grouped(max) + " a domain";
  }

  private static String builtAt(@Nullable LocalDateTime time) {
    return time == null ? Numbers.UNKNOWN : time.toString().replace('T', ' ');
  }
}
