package org.backlinks.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.question.FieldError;
import org.backlinks.render.Format;

/**
 * In which form a request wants its answer.
 *
 * @param others the query parameters that say something else
 * @param errors what is wrong with it
 */
record Form(Wish wish, Map<String, List<String>> others, List<FieldError> errors) {
  private static final String CSV = "csv";
  private static final String RAW = "raw";

  /** Nothing when the caller takes none of our types. */
  static Optional<Form> of(HttpCall http) {
    return Accept.format(http.header("accept")).map(format -> of(http, format));
  }

  private static Form of(HttpCall http, Format liked) {
    Map<String, List<String>> others = new LinkedHashMap<>(http.parameters());
    List<String> csv = others.remove(CSV);
    boolean raw = csv != null && csv.equals(List.of(RAW));
    Wish wish =
        new Wish(
            raw && liked == Format.CSV ? Format.RAW_CSV : liked,
            true,
            takesGzip(http),
            http.method().equals("GET") ? http.header("if-none-match") : null);
    return new Form(wish, others, csv == null || raw ? List.of() : List.of(wrong(csv)));
  }

  private static FieldError wrong(List<String> csv) {
    return new FieldError(CSV, csv.size() == 1 ? "must be " + RAW : "must be given once");
  }

  /** Whether the answer may be packed. */
  static boolean takesGzip(HttpCall http) {
    return http.takesBytes() && Accept.takesGzip(http.header("accept-encoding"));
  }
}
