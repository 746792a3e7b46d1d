package org.backlinks.majestic;

import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.backlinks.majestic.http.OutgoingRequest;

/** Encodes forms as {@code application/x-www-form-urlencoded}. */
final class FormEncoder {
  private FormEncoder() {}

  /** Returns the POST request that sends a form. */
  static OutgoingRequest toRequest(URI uri, Form form) {
    String body =
        form.asMap().entrySet().stream()
            .flatMap(field ->
                field.getValue().stream()
                    .map(value -> encode(field.getKey()) + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    return new OutgoingRequest(
        "POST",
        uri,
        Map.of(
            HttpHeaders.ACCEPT_ENCODING,
            "gzip",
            HttpHeaders.CONTENT_TYPE,
            MediaType.APPLICATION_FORM_URLENCODED),
        body);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
