package org.backlinks.entry;

import static org.assertj.core.api.Assertions.assertThat;

import org.backlinks.render.PageFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptHeadersTest {
  @Test
  void missingHeaderMeansUncompressedJson() {
    assertThat(AcceptHeaders.preferredFormat(null, true)).contains(PageFormat.JSON);
    assertThat(AcceptHeaders.preferredFormat(" ", true)).contains(PageFormat.JSON);
    assertThat(AcceptHeaders.acceptsGzip(null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/json                                              | JSON
          APPLICATION/JSON; charset=utf-8                               | JSON
          application/problem+json                                      | JSON
          */*                                                           | JSON
          application/*                                                 | JSON
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | JSON
          application/json, text/plain, */*                             | JSON
          application/x-ndjson                                          | NDJSON
          Application/X-NDJSON                                          | NDJSON
          text/csv                                                      | CSV
          text/csv; header=present                                      | CSV
          text/*                                                        | CSV
          text/csv, */*                                                 | JSON
          text/csv, */*;q=0.9                                           | CSV
          */*, application/x-ndjson                                     | JSON
          text/csv, application/x-ndjson                                | NDJSON
          text/csv, application/json                                    | JSON
          text/csv;q=0.9, application/json;q=0.8                        | CSV
          text/csv ; q=0.5 , application/x-ndjson ; q=0.51              | NDJSON
          application/json;q=0, */*                                     | NDJSON
          application/*;q=0, */*;q=0.1                                  | CSV
          application/*;q=0.1, application/x-ndjson, text/csv;q=0.3     | NDJSON
          image/png, text/csv;q=0.001                                   | CSV
          text/csv;q=1.000, application/json;q=0.999                    | CSV
          text/csv;q=2, application/json;q=0.1                          | JSON
          , ,text/csv                                                   | CSV
          application/json;q=.2, text/csv;q=.3                          | CSV
          application/json;q=., text/csv;q=0.1                          | CSV
          *;q=0.1, text/csv;q=0                                         | JSON
          """)
  void preferredFormatIsChosen(String header, PageFormat format) {
    assertThat(AcceptHeaders.preferredFormat(header, false)).contains(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7 | HTML
          text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8 | HTML
          text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML
          text/html                                          | HTML
          TEXT/HTML;level=1, */*;q=0.1                       | HTML
          text/html;q=.3, *;q=.2                             | HTML
          text/html, application/xhtml+xml, text/csv;q=0.9   | HTML
          text/html,                                         | HTML
          text/html, */*                                     | JSON
          text/html, application/json                        | JSON
          text/html;q=0.9, application/xhtml+xml, */*;q=0.9  | JSON
          text/html, application/xhtml+xml, text/csv         | CSV
          text/html, application/xhtml+xml, text/csv;q=0.9, application/x-ndjson | NDJSON
          text/html;q=0, application/xhtml+xml, */*;q=0.1    | JSON
          text/html, application/json;q=0.9                  | JSON
          text/*                                             | CSV
          text/*, application/xhtml+xml                      | CSV
          text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | JSON
          */*                                                | JSON
          *                                                  | JSON
          application/json, text/plain, */*                  | JSON
          """)
  void browserGetsHtmlAndProgramDoesNot(String header, PageFormat format) {
    assertThat(AcceptHeaders.preferredFormat(header, true)).contains(format);
  }

  @Test
  void htmlIsNotAcceptableTogetherWithOtherTypes() {
    assertThat(AcceptHeaders.preferredFormat("text/html, image/gif", true)).isEmpty();
    assertThat(AcceptHeaders.preferredFormat("text/html;q=0", true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "text/html",
        "application/json;q=0",
        "*/*;q=0",
        "*/*;q=0.000",
        "application/*;q=0, text/csv;q=0.0",
        "json",
        "application",
        "application/json;q=high",
        ","
      })
  void noFormatIsChosenWhenNoneIsAcceptable(String header) {
    assertThat(AcceptHeaders.preferredFormat(header, false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip                    | true
          GZIP                    | true
          x-gzip                  | true
          deflate, gzip;q=1.0, br | true
          gzip;q=0.001            | true
          *                       | true
          br;q=1, *;q=0.1         | true
          gzip, *;q=0             | true
          gzip;q=0.5, identity;q=1 | false
          identity, gzip;q=0.999  | false
          identity;q=0.5, gzip;q=0.4 | false
          gzip;q=0.5, identity;q=0.5 | true
          gzip, identity          | true
          gzip;q=0.5, identity;q=0 | true
          identity;q=0.4, gzip;q=0.5 | true
          *;q=0.5, identity;q=1   | false
          *;q=0.5, identity;q=0.5 | true
          *, identity;q=0.5       | true
          gzip;q=0.5, *           | false
          gzip;q=1.0, identity; q=0.5, *;q=0 | true
          identity;q=0, gzip;q=0  | false
          gzip;q=0.2, x-gzip;q=0.9, identity;q=0.5 | true
          gzip;q=0                | false
          gzip;q=0, *             | false
          *;q=0                   | false
          identity                | false
          br, deflate             | false
          ''                      | false
          """)
  void gzipIsAcceptedWhenItIsPreferredToIdentity(@Nullable String header, boolean isAccepted) {
    assertThat(AcceptHeaders.acceptsGzip(header)).isEqualTo(isAccepted);
  }
}
