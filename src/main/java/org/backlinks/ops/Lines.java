package org.backlinks.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** Where all that the program says goes: one JSON object a line, each written in one piece. */
final class Lines {
  /** ASCII alone: also what is no character, such as half of a pair, makes a line that is JSON. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  Lines(OutputStream out) {
    this.out = out;
  }

  /** Writes the members of an object. */
  interface Members {
    void into(JsonGenerator json) throws IOException;
  }

  void write(Members members) {
    byte[] line = line(members);
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("standard output is closed", e);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] line(Members members) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      members.into(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written to", e);
    }
    line.write('\n');
    return line.toByteArray();
  }
}
