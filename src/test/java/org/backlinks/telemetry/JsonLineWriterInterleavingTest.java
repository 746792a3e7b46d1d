package org.backlinks.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import java.io.OutputStream;
import java.util.List;
import org.backlinks.task.ModelChecker;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Lines of two threads, on an output that takes one byte after the other. */
public class JsonLineWriterInterleavingTest {
  private static final String LINE = "{\"a\":1}\n";

  private final char[] written = new char[2 * LINE.length()];
  private int length;
  private final JsonLineWriter writer =
      new JsonLineWriter(
          new OutputStream() {
            @Override
            public void write(int value) {
              written[length++] = (char) value;
            }
          });

  @Test
  void linesAreWrittenWhole() {
    new ModelChecker(getClass())
        .withoutSwitchesIn(JsonFactory.class, UTF8JsonGenerator.class)
        .check(List.of("write"), List.of("write"));
  }

  @Operation
  public void write() {
    writer.write(json -> json.writeNumberField("a", 1));
  }

  @Validate
  public void checkLines() {
    if (!new String(written).equals(LINE.repeat(2))) {
      throw new IllegalStateException(new String(written));
    }
  }
}
