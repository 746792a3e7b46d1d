package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
  private static final String RECORD =
      "{'eventName':'INSERT','size':2,'dynamodb':{'Keys':{'pk':{'S':'report#1'}}}}";

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
        "{'dynamodb':{'Keys':{'pk':{'S':[{'exists':false}]}}}} | false",
        "{'size':[{'numeric':['>',1]}]} | true",
        "{'size':[{'numeric':['>',2]}]} | false",
        "{'size':[{'numeric':['>=',2,'<',2.5]}]} | true",
        "{'size':[{'numeric':['>',0,'<=',1]}]} | false",
        "{'size':[{'numeric':['=',2.0]}]} | true",
        "{'eventName':[{'numeric':['>=',0]}]} | false",
        "{'dynamodb':{'size':[{'numeric':['>',-1]}]}} | false"
      })
  void recordPassesOnlyWhenItMatchesPattern(String pattern, boolean passes) throws Exception {
    assertThat(matches(pattern)).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'size':[{'numeric':[]}]}",
        "{'size':[{'numeric':['>']}]}",
        "{'size':[{'numeric':['!',1]}]}",
        "{'size':[{'nothing':1}]}"
      })
  void unknownPatternIsRejected(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> matches(pattern));
  }

  private static boolean matches(String pattern) throws JsonProcessingException {
    JsonMapper json = new JsonMapper();
    return EventFilter.matches(
        json.readTree(pattern.replace('\'', '"')), json.readTree(RECORD.replace('\'', '"')));
  }
}
