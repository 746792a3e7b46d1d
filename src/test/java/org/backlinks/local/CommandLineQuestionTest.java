package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineQuestionTest {
  @Test
  void onlyTargetIsSentWhenNoPropertyIsSet() throws Exception {
    assertQuestion(Map.of(), "{\"target\":\"http://www.example.com/\"}");
  }

  @Test
  void fieldsHaveTheirJsonTypes() throws Exception {
    assertQuestion(
        Map.of(
            "target", "example.com",
            "scopes", "url, rootDomain",
            "maxBacklinks", "5",
            "includeDomains", "true",
            "includeDeleted", "true",
            "maxUnits.analysis", "5000",
            "maxAge", "PT1H"),
        """
        {"target": "example.com", "scopes": ["url", "rootDomain"], "maxBacklinks": 5,
         "includeDomains": true, "includeDeleted": true, "maxUnits": {"analysis": 5000}, "maxAge": "PT1H"}
        """);
  }

  @Test
  void unparsableValueIsSentAsText() throws Exception {
    assertQuestion(
        Map.of("target", "", "limit", "many", "forceQueue", "maybe"),
        "{\"target\": \"\", \"limit\": \"many\", \"forceQueue\": \"maybe\"}");
  }

  private static void assertQuestion(Map<String, String> properties, String expected)
      throws Exception {
    JsonMapper json = new JsonMapper();
    assertThat(json.readTree(CommandLineQuestion.fromProperties(properties::get).toString()))
        .isEqualTo(json.readTree(expected));
  }
}
