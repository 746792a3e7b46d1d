package org.backlinks.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;

/** Writes JSON objects, one per line, to the output of the program. Each line is written whole. */
public final class JsonLineWriter {
  /** Writes only ASCII. Then a line is valid JSON even if a text has half a surrogate pair. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  public JsonLineWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes the members of an object. */
  interface MembersWriter {
    void writeTo(JsonGenerator json) throws IOException;
  }

  void write(MembersWriter members) {
    byte[] line = encodeLine(members);
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the output can't be written", e);
    } finally {
      lock.unlock();
    }
  }

  private static byte[] encodeLine(MembersWriter members) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    line.write('\n');
    return line.toByteArray();
  }
}
