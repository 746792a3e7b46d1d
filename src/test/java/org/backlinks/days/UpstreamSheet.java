package org.backlinks.days;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.backlinks.days.UpstreamMatrix.Ending;

/** The matrix of upstream's faults as a sheet: a line a fault, a column a way. */
final class UpstreamSheet {
  private UpstreamSheet() {}

  static Sheet of(List<Ending> all) {
    Sheet sheet = new Sheet("days-upstream");
    sheet
        .say("# What upstream can do")
        .say(
            "What is seen of the report, calls paid and units booked, the next question included.");
    Map<String, Map<UpstreamWay, Ending>> lines = new LinkedHashMap<>();
    for (Ending one : all) {
      lines
          .computeIfAbsent(one.fault().name(), _ -> new EnumMap<>(UpstreamWay.class))
          .put(one.way(), one);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("fault"));
    Stream.of(UpstreamWay.values())
        .forEach(way -> head.add(way.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    rows.add(head);
    lines.forEach((name, cells) -> {
      List<String> row = new ArrayList<>(List.of(name));
      Stream.of(UpstreamWay.values())
          .forEach(way -> row.add(cells.containsKey(way) ? text(cells.get(way)) : ""));
      rows.add(row);
    });
    sheet.table(rows);
    long survived = all.stream().filter(one -> one.wrong().isEmpty()).count();
    sheet.say(all.size() + " faults tried, " + survived + " survived.");
    all.stream()
        .filter(one -> !one.wrong().isEmpty())
        .forEach(one ->
            sheet.say(
                "- %s, %s: %s"
                    .formatted(one.fault().name(), one.way(), String.join("; ", one.wrong()))));
    return sheet;
  }

  private static String text(Ending one) {
    String seen = one.seen().replace("upstream-", "");
    return "%s %d/%d%s"
        .formatted(seen, one.paid(), one.charged(), one.wrong().isEmpty() ? "" : " !")
        .strip();
  }
}
