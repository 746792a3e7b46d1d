package org.backlinks.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Any query parameters. */
class QueryFuzzTest {
  private static final RequestReader READER = new RequestReader();

  @FuzzTest
  void anyQueryIsAskedOrNamesItsFaults(byte[] bytes) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : new String(bytes, UTF_8).split("&", -1)) {
      String[] both = part.split("=", 2);
      parameters
          .computeIfAbsent(both[0], name -> new ArrayList<>())
          .add(both.length == 2 ? both[1] : "");
    }
    RequestFuzzTest.holds(READER.fromQuery(parameters));
  }
}
