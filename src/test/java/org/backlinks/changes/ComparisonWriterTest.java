package org.backlinks.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.backlinks.question.ChangeKind;
import org.backlinks.question.Scope;
import org.junit.jupiter.api.Test;

class ComparisonWriterTest {
  @Test
  void rowNumbersAreDifferences() throws IOException {
    LinkChanges links = new LinkChanges();
    links.add(ChangeKind.MOVED, null, Scope.URL, 10, 7);
    links.add(ChangeKind.MOVED, null, Scope.URL, 12, 5);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ComparisonWriter.writeLinks(new DataOutputStream(bytes), links);
    ByteBuffer written = ByteBuffer.wrap(bytes.toByteArray());
    written.position(written.limit() - 4 * Integer.BYTES);
    assertThat(List.of(written.getInt(), written.getInt())).containsExactly(10, 2);
    assertThat(List.of(written.getInt(), written.getInt())).containsExactly(7, -2);
  }
}
