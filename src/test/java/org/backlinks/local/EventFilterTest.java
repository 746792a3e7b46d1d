package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventFilterTest {
  private static final String RECORD =
      "{'eventName':'INSERT','dynamodb':{'Keys':{'pk':{'S':'report#1'}}}}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'eventName':['INSERT']} | true",
        "{'eventName':['MODIFY','INSERT']} | true",
        "{'eventName':['REMOVE']} | false",
        "{'eventName':['INSERT'],'dynamodb':{'Keys':{'pk':{'S':[{'prefix':'report#'}]}}}} | true",
        "{'eventName':['INSERT'],'dynamodb':{'Keys':{'pk':{'S':[{'prefix':'chunk#'}]}}}} | false",
        "{'dynamodb':{'NewImage':{'x':[{'exists':false}]}}} | true",
        "{'dynamodb':{'Keys':{'pk':{'S':[{'exists':false}]}}}} | false"
      })
  void recordPassesOnlyWhenItMatchesPattern(String pattern, boolean passes) throws Exception {
    JsonMapper json = new JsonMapper();
    assertThat(
            EventFilter.matches(
                json.readTree(pattern.replace('\'', '"')),
                json.readTree(RECORD.replace('\'', '"'))))
        .isEqualTo(passes);
  }
}
