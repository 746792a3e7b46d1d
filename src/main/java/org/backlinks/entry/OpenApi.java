package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.backlinks.render.Buffer;
import org.jspecify.annotations.Nullable;

/** The description of this interface, read when it is first asked for. */
@Singleton
final class OpenApi {
  private static final String FILE = "/openapi.json";

  private byte @Nullable [] document;

  HttpAnswer answer(Wish wish) throws IOException {
    byte[] all = document();
    String tag = EntityTag.of(all, wish.gzip());
    if (EntityTag.names(wish.unless(), tag)) {
      return HttpAnswer.notModified().with("ETag", tag);
    }
    Buffer body = new Buffer();
    body.write(all, 0, all.length);
    return HttpAnswer.json(200, body).with("ETag", tag);
  }

  private synchronized byte[] document() throws IOException {
    if (document == null) {
      try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
        if (file == null) {
          throw new FileNotFoundException(FILE);
        }
        document = file.readAllBytes();
      }
    }
    return document;
  }
}
