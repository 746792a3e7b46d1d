package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {"{}, false", "{'a': null}, false", "{'a': false}, false", "{'a': true}, true"})
  void flagIsFalseUnlessItIsTrue(String members, boolean expected) {
    RequestFields fields = fields(members);
    assertThat(fields.readFlag("a")).isEqualTo(expected);
    assertThat(fields.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "'true'", "[]"})
  void otherValueOfFlagIsRejected(String value) {
    RequestFields fields = fields("{'a': " + value + "}");
    assertThat(fields.readFlag("a")).isFalse();
    assertThat(fields.errors()).containsExactly(new FieldError("a", "must be true or false"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "2.0", "20e-1", "3", "4"})
  void numberInRangeIsReadInAnyForm(String number) {
    RequestFields fields = fields("{'a': " + number + "}");
    assertThat(fields.readWholeNumber("a", 2, 4)).isPresent();
    assertThat(fields.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5", "2.5", "'3'", "1e400", "true"})
  void otherValueOfNumberIsRejected(String value) {
    RequestFields fields = fields("{'a': " + value + "}");
    assertThat(fields.readWholeNumber("a", 2, 4)).isEmpty();
    assertThat(fields.errors())
        .containsExactly(new FieldError("a", "must be a whole number from 2 to 4"));
  }

  @Test
  void firstErrorOfFieldIsKept() {
    RequestFields fields = fields("{}");
    fields.reject("a", "first");
    fields.reject("a", "second");
    assertThat(fields.errors()).containsExactly(new FieldError("a", "first"));
  }

  @Test
  void unknownMemberOfObjectIsNamedWithItsOwner() {
    RequestFields fields = fields("{'a': {'b': 1, 'c': 2}}");
    assertThat(fields.readObject("a", "must be an object", Set.of("b")).readFlag("d")).isFalse();
    assertThat(fields.errors()).containsExactly(new FieldError("a.c", "is not a field"));
  }

  private static RequestFields fields(String json) {
    try {
      return new RequestFields(JSON.readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
