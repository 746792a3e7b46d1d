package org.backlinks.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads arbitrary query parameters. */
class QueryParameterReaderFuzzTest {
  private static final RequestReader READER = new RequestReader(true, Set.of());

  @FuzzTest
  void readerAcceptsQueryOrNamesInvalidParameters(byte[] bytes) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String parameter : new String(bytes, UTF_8).split("&", -1)) {
      String[] nameAndValue = parameter.split("=", 2);
      parameters
          .computeIfAbsent(nameAndValue[0], name -> new ArrayList<>())
          .add(nameAndValue.length == 2 ? nameAndValue[1] : "");
    }
    RequestReaderFuzzTest.assertValidResult(READER.fromQuery(parameters));
  }
}
