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

  private @Nullable Buffer document;

  HttpAnswer answer(Wish wish) throws IOException {
    Buffer all = document();
    String tag = EntityTag.of(all, wish.gzip());
    HttpAnswer answer =
        EntityTag.names(wish.unless(), tag) ? HttpAnswer.notModified() : HttpAnswer.json(200, all);
    return answer.with("ETag", tag);
  }

  private synchronized Buffer document() throws IOException {
    if (document == null) {
      Buffer read = new Buffer();
      try (InputStream file = OpenApi.class.getResourceAsStream(FILE)) {
        if (file == null) {
          throw new FileNotFoundException(FILE);
        }
        file.transferTo(read);
      }
      document = read;
    }
    return document;
  }
}
