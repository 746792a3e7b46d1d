package org.backlinks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.backlinks.report.SampleReports.NOW;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class ItemTest {
  @Test
  void attributesAreReadAsWritten() {
    Item item =
        new Item("key")
            .text("text", "ä")
            .reportId("report", RecordedReports.id(7))
            .number("number", -7L)
            .flag("flag", true)
            .bytes("bytes", new byte[] {1, 2})
            .textMap("map", Map.of("a", "b"))
            .textList("list", List.of("c", "d"))
            .millis("millis", NOW.plusNanos(1_999_999))
            .expiresAt(NOW.plusMillis(1_999));
    Item read = Item.from(item.values());
    assertThat(read.requiredText(TableAttributes.KEY)).isEqualTo("key");
    assertThat(read.text("text")).isEqualTo("ä");
    assertThat(read.reportId("report")).isEqualTo(RecordedReports.id(7));
    assertThat(read.number("number")).isEqualTo(-7L);
    assertThat(read.flag("flag")).isTrue();
    assertThat(read.bytes("bytes")).containsExactly(1, 2);
    assertThat(read.textMap("map")).isEqualTo(Map.of("a", "b"));
    assertThat(read.textList("list")).containsExactly("c", "d");
    assertThat(read.millis("millis")).isEqualTo(NOW.plusMillis(1));
    assertThat(read.expiresAt()).isEqualTo(NOW.plusSeconds(1));
  }

  @Test
  void absentAttributesHaveEmptyValues() {
    Item item = new Item("key");
    assertThat(item.text("text")).isNull();
    assertThat(item.reportId("report")).isNull();
    assertThat(item.number("number")).isNull();
    assertThat(item.numberOr("number", 3)).isEqualTo(3);
    assertThat(item.flag("flag")).isFalse();
    assertThat(item.textMap("map")).isEmpty();
    assertThat(item.textList("list")).isEmpty();
    assertThat(item.millis("millis")).isEqualTo(Instant.EPOCH);
    assertThat(item.expiresAt()).isEqualTo(Instant.EPOCH);
    assertThat(item.nested("item")).isEmpty();
  }

  @Test
  void absentValuesAddNoAttribute() {
    Item item =
        new Item("key")
            .text("text", null)
            .reportId("report", null)
            .number("number", null)
            .flag("flag", false);
    assertThat(item.values()).containsOnlyKeys(TableAttributes.KEY);
  }

  @Test
  void requiredAttributeIsNamedWhenAbsent() {
    Item item = new Item("key").text("bytes", "no bytes");
    assertThatIllegalStateException()
        .isThrownBy(() -> item.requiredText("state"))
        .withMessageContaining("state");
    assertThatIllegalStateException()
        .isThrownBy(() -> item.bytes("bytes"))
        .withMessageContaining("bytes");
  }

  @Test
  void nestedItemIsRead() {
    Item item = new Item("key");
    item.values().put("item", AttributeValue.fromM(new Item("inner").values()));
    assertThat(item.nested("item").orElseThrow().requiredText(TableAttributes.KEY))
        .isEqualTo("inner");
  }

  @Test
  void numberBeyond64BitsIsSaturated() {
    assertThat(numberOf("99999999999999999999")).isEqualTo(Long.MAX_VALUE);
    assertThat(numberOf("-99999999999999999999")).isEqualTo(Long.MIN_VALUE);
    assertThat(numberOf("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(numberOf("1.5E+3")).isEqualTo(1_500L);
  }

  private static Long numberOf(String text) {
    Item item = new Item("key");
    item.values().put("number", AttributeValue.fromN(text));
    return item.number("number");
  }
}
