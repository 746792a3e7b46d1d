package org.backlinks.majestic;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status.Family;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.ResponseHead;
import org.backlinks.majestic.http.Transport;

/**
 * Replaces the transport of the REST client by our own. It sends the request in the caller's task,
 * and ends the client's work with the response, whose body is still arriving.
 */
final class TransportFilter implements ClientRequestFilter, ClientResponseFilter {
  private static final String BODY_PROPERTY = TransportFilter.class.getName();
  private static final List<String> FORWARDED_HEADERS =
      List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.DATE);

  private final Transport transport;

  TransportFilter(Transport transport) {
    this.transport = transport;
  }

  @Override
  public void filter(ClientRequestContext context) throws IOException {
    IncomingResponse response =
        transport.send(
            FormEncoder.toRequest(context.getUri(), (Form) context.getEntity()),
            Duration.parse(context.getHeaderString(MajesticApi.MAX_READ_TIME_HEADER)));
    boolean isOpen = false;
    try {
      ResponseHead head = response.head();
      if (Family.familyOf(head.status()) == Family.SUCCESSFUL) {
        context.setProperty(BODY_PROPERTY, response.decodedBody());
        isOpen = true;
      }
      context.abortWith(toResponse(head));
    } finally {
      if (!isOpen) {
        response.close();
      }
    }
  }

  /** Sets the body of the response. The client would copy a body that was part of the response. */
  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    if (request.getProperty(BODY_PROPERTY) instanceof InputStream body) {
      response.setEntityStream(body);
    }
  }

  /** Returns the response without its body. Ignores the content type, which may be wrong. */
  private static Response toResponse(ResponseHead head) {
    Response.ResponseBuilder response =
        Response.status(head.status()).type(MediaType.APPLICATION_OCTET_STREAM);
    FORWARDED_HEADERS.stream()
        .filter(name -> head.firstValue(name) != null)
        .forEach(name -> response.header(name, Objects.requireNonNull(head.firstValue(name))));
    return response.build();
  }
}
