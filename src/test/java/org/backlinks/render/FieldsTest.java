package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Buffer out = new Buffer();
  private final Fields fields = new JsonFields(out, false);

  @Test
  void aColumnThatIsNotThereIsUnknown() {
    fields.startRow();
    fields.text(Names.URL, null, 0);
    fields.number(Names.ID, null, 0);
    fields.known(Names.DOMAIN, null, 0);
    fields.flag(Names.FRAME, null, 0);
    fields.date(Names.ON, null, 0);
    fields.text(Names.TLD, column("x"), 0);
    fields.endRow();
    assertThat(written()).isEqualTo("{\"tld\":\"x\"}");
  }

  @Test
  void minusOneIsUnknownOnlyWhereItMeansThat() {
    fields.startRow();
    fields.known(Names.DOMAIN, column("-1"), 0);
    fields.number(Names.ID, column("-1"), 0);
    fields.known(Names.AC_RANK, column("-11"), 0);
    fields.endRow();
    assertThat(written()).isEqualTo("{\"id\":-1,\"acRank\":-11}");
  }

  @Test
  void whatCouldNotBeReadIsForgottenAfterItsRow() {
    Chunk.Column bad = column("bad");
    fields.startRow();
    fields.flag(Names.FRAME, bad, 0);
    fields.date(Names.ON, bad, 0);
    fields.extra(List.of(), 0);
    fields.endRow();
    fields.startRow();
    fields.extra(List.of(new Binding.Unknown(Name.of("C"), column("new"))), 0);
    fields.endRow();
    assertThat(written())
        .isEqualTo("{\"extra\":{\"C\":\"bad\",\"C\":\"bad\"}},{\"extra\":{\"C\":\"new\"}}");
  }

  @Test
  void aTextIsCutBehindAWholeCharacter() {
    fields.longest(5);
    fields.startRow();
    fields.text(Names.URL, column("abcde"), 0);
    fields.text(Names.TITLE, column("abcdef"), 0);
    fields.text(Names.CODE, column("abcdä"), 0);
    fields.text(Names.NAME, column("ab日本"), 0);
    fields.text(Names.TLD, column("abc\ud83d\ude00"), 0);
    fields.endRow();
    assertThat(written())
        .isEqualTo(
            "{\"url\":\"abcde\",\"title\":\"abcde\",\"code\":\"abcd\",\"name\":\"ab日\","
                + "\"tld\":\"abc\"}");
  }

  @Test
  void numbersAndDatesAreNeverCut() {
    fields.longest(1);
    fields.startRow();
    fields.number(Names.ID, column("123"), 0);
    fields.date(Names.ON, column("2017-01-01"), 0);
    fields.endRow();
    assertThat(written()).isEqualTo("{\"id\":123,\"on\":\"2017-01-01\"}");
  }

  private String written() {
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Chunk.Column column(String cell) {
    byte[] text = cell.getBytes(StandardCharsets.UTF_8);
    return new Chunk.Column(
        "C", text, new int[] {0, text.length}, new int[] {cell.isEmpty() ? -1 : 0});
  }
}
