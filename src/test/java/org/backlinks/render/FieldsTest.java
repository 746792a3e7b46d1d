package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.backlinks.snapshot.Chunk;
import org.junit.jupiter.api.Test;

class FieldsTest {
  private final Buffer out = new Buffer();
  private final JsonGenerator json;
  private final Fields fields;

  FieldsTest() throws IOException {
    json = Json.generator(out);
    fields = new Fields(json);
  }

  @Test
  void whatStaysEmptyWasNeverThere() throws IOException {
    fields.object(null);
    fields.object(Names.SOURCE);
    fields.object(Names.LANGUAGE);
    fields.text(Names.CODE, column(""), 0);
    fields.close();
    fields.list(Names.of("topics"));
    fields.object(null);
    fields.close();
    fields.close();
    fields.close();
    fields.number(Names.ID, column("1"), 0);
    fields.close();
    assertThat(written()).isEqualTo("{\"id\":1}");
  }

  @Test
  void theFirstMemberWritesEveryStartAroundIt() throws IOException {
    fields.object(null);
    fields.object(Names.TARGET);
    fields.list(Names.of("topics"));
    fields.object(null);
    fields.text(Names.NAME, column("a"), 0);
    fields.close();
    fields.object(null);
    fields.text(Names.NAME, column("b"), 0);
    fields.close();
    fields.close();
    fields.object(Names.INDIRECT);
    fields.close();
    fields.close();
    fields.close();
    assertThat(written())
        .isEqualTo("{\"target\":{\"topics\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}");
  }

  @Test
  void aColumnThatIsNotThereIsUnknown() throws IOException {
    fields.object(null);
    fields.start();
    fields.text(Names.URL, null, 0);
    fields.number(Names.ID, null, 0);
    fields.known(Names.DOMAIN, null, 0);
    fields.flag(Names.FRAME, null, 0);
    fields.date(Names.ON, null, 0);
    fields.close();
    assertThat(written()).isEqualTo("{}");
  }

  @Test
  void minusOneIsUnknownOnlyWhereItMeansThat() throws IOException {
    fields.object(null);
    fields.known(Names.DOMAIN, column("-1"), 0);
    fields.number(Names.ID, column("-1"), 0);
    fields.close();
    assertThat(written()).isEqualTo("{\"id\":-1}");
  }

  @Test
  void whatCouldNotBeReadIsForgottenAfterItsRow() throws IOException {
    Chunk.Column bad = column("bad");
    json.writeStartArray();
    for (Chunk.Column[] unknown : new Chunk.Column[][] {{}, {column("new")}}) {
      fields.object(null);
      if (unknown.length == 0) {
        fields.flag(Names.FRAME, bad, 0);
        fields.date(Names.ON, bad, 0);
      }
      fields.extra(unknown, 0);
      fields.close();
    }
    json.writeEndArray();
    assertThat(written())
        .isEqualTo("[{\"extra\":{\"C\":\"bad\",\"C\":\"bad\"}},{\"extra\":{\"C\":\"new\"}}]");
  }

  private String written() throws IOException {
    json.flush();
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Chunk.Column column(String cell) {
    byte[] text = cell.getBytes(StandardCharsets.UTF_8);
    return new Chunk.Column(
        "C", text, new int[] {0, text.length}, new int[] {cell.isEmpty() ? -1 : 0});
  }
}
