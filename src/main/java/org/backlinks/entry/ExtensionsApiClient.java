package org.backlinks.entry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** An HTTP client of the Lambda Extensions API, version 2020-01-01. */
final class ExtensionsApiClient {
  private static final String EXTENSION_NAME = "backlinks";
  private static final String IDENTIFIER_HEADER = "Lambda-Extension-Identifier";
  private static final byte[] REGISTRATION =
      "{\"events\":[\"INVOKE\"]}".getBytes(StandardCharsets.US_ASCII);

  private final String baseUrl;

  /**
   * An invocation that the platform has started.
   *
   * @param deadline when the platform ends the invocation
   */
  record InvokeEvent(String requestId, Instant deadline) {}

  /**
   * @param address the host and port of the API
   */
  ExtensionsApiClient(String address) {
    this.baseUrl = "http://" + address + "/2020-01-01/extension/";
  }

  /** Registers the extension and returns its identifier. Returns nothing when it is refused. */
  Optional<String> register() throws IOException {
    HttpURLConnection connection = openConnection("register");
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Lambda-Extension-Name", EXTENSION_NAME);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setFixedLengthStreamingMode(REGISTRATION.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(REGISTRATION);
    }
    boolean isAccepted = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    drain(connection);
    return isAccepted
        ? Optional.ofNullable(connection.getHeaderField(IDENTIFIER_HEADER))
        : Optional.empty();
  }

  /**
   * Waits for the next invocation. The platform may freeze the process during this wait.
   *
   * @throws IOException also when the platform refuses the request
   */
  InvokeEvent nextEvent(String identifier) throws IOException {
    HttpURLConnection connection = openConnection("event/next");
    connection.setRequestProperty(IDENTIFIER_HEADER, identifier);
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      drain(connection);
      throw new IOException("the next event has status " + status);
    }
    try (InputStream body = connection.getInputStream();
        JsonParser json = new JsonFactory().createParser(body)) {
      return parseEvent(json);
    }
  }

  private static InvokeEvent parseEvent(JsonParser json) throws IOException {
    String requestId = "";
    long deadline = 0;
    json.nextToken();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "requestId" -> requestId = json.getText();
        case "deadlineMs" -> deadline = json.getLongValue();
        default -> json.skipChildren();
      }
    }
    return new InvokeEvent(requestId, Instant.ofEpochMilli(deadline));
  }

  private HttpURLConnection openConnection(String path) throws IOException {
    return (HttpURLConnection) URI.create(baseUrl + path).toURL().openConnection();
  }

  /** Reads the rest of an answer, so that the connection can be used again. */
  private static void drain(HttpURLConnection connection) throws IOException {
    try (InputStream body =
        connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      if (body != null) {
        body.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
