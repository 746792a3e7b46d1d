package org.backlinks.entry;

import jakarta.inject.Singleton;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Returns the OpenAPI document of the HTTP interface. The first request reads the document. */
@Singleton
final class OpenApiResource {
  private static final String RESOURCE_PATH = "/openapi.json";

  private byte @Nullable [] document;

  HttpResponse get(ContentNegotiation negotiation, HttpRequest request, InvocationContext context)
      throws IOException {
    if (!request.queryParameters().isEmpty()) {
      return ProblemResponses.unexpectedParameters(request, context);
    }
    byte[] body = document();
    String tag = EntityTag.of(body, negotiation.representation().gzip());
    return EntityTag.matches(negotiation.representation().ifNoneMatch(), tag)
        ? HttpResponse.notModified(tag)
        : HttpResponse.json(200, ResponseBuffers.of(body)).withHeader("ETag", tag);
  }

  private synchronized byte[] document() throws IOException {
    if (document == null) {
      try (InputStream file = OpenApiResource.class.getResourceAsStream(RESOURCE_PATH)) {
        if (file == null) {
          throw new FileNotFoundException(RESOURCE_PATH);
        }
        document = file.readAllBytes();
      }
    }
    return document;
  }
}
