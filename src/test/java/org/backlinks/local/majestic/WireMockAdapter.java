package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Connects the service to WireMock: reads requests, writes replies and causes their faults. */
final class WireMockAdapter implements ResponseTransformerV2 {
  static final String NAME = "majestic";

  private final FakeService service;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean isGzipEnabled = true;
  private volatile Map<String, String> lastRequestHeaders = Map.of();

  WireMockAdapter(FakeService service) {
    this.service = service;
  }

  void setGzip(boolean isEnabled) {
    isGzipEnabled = isEnabled;
  }

  /** Returns the headers of the last request by lower-case name. */
  Map<String, String> headers() {
    return lastRequestHeaders;
  }

  /** Ends all pauses. */
  void close() {
    closing.countDown();
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public Response transform(Response response, ServeEvent event) {
    Request request = event.getRequest();
    lastRequestHeaders =
        request.getHeaders().all().stream()
            .collect(
                Collectors.toMap(
                    header -> header.key().toLowerCase(Locale.ROOT), HttpHeader::firstValue));
    FakeReply reply = handle(request);
    if (reply.fault() instanceof Behaviour.Reset) {
      return Response.response().fault(Fault.CONNECTION_RESET_BY_PEER).build();
    }
    boolean isCompressed = isGzipped(request, reply);
    boolean isCutInChunks = reply.fault() instanceof Behaviour.CutAt cut && cut.isChunked();
    boolean isStreamed =
        reply.isLarge() && !isCompressed && reply.fault() instanceof Behaviour.Rows;
    byte @Nullable [] bytes =
        isStreamed ? null : truncate(bodyBytes(reply, isCompressed), reply.fault());
    List<HttpHeader> headers = headers(reply, isCompressed);
    if (bytes != null && !isCutInChunks) {
      int excessBytes =
          reply.fault() instanceof Behaviour.WrongLength wrongLength
              ? Math.max(0, wrongLength.difference())
              : 0;
      headers.add(new HttpHeader("Content-Length", Integer.toString(bytes.length + excessBytes)));
    }
    Response.Builder builder =
        Response.response().status(reply.status()).headers(new HttpHeaders(headers));
    if (reply.fault() instanceof Behaviour.SlowHeaders slow) {
      builder.incrementInitialDelay(slow.delay().toMillis());
    }
    return builder
        .body(() -> bytes == null ? reply.body().get() : faultyStream(bytes, reply.fault()))
        .build();
  }

  private FakeReply handle(Request request) {
    URI address = URI.create(request.getUrl());
    String query = address.getRawQuery() == null ? "" : address.getRawQuery();
    FakeFormat format = address.getPath().equals("/api/json") ? FakeFormat.JSON : FakeFormat.XML;
    FakeQuestion question = FakeQuestion.parse(query, formBody(request), format);
    String folder = "/downloads/";
    return address.getPath().startsWith(folder)
        ? service.download(address.getPath().substring(folder.length()), question)
        : service.handle(question);
  }

  private static String formBody(Request request) {
    String type =
        request.header("Content-Type").isPresent() ? request.getHeader("Content-Type") : "";
    return type.startsWith("application/x-www-form-urlencoded") ? request.getBodyAsString() : "";
  }

  private boolean isGzipped(Request request, FakeReply reply) {
    return switch (reply.fault()) {
      case Behaviour.TruncatedGzip _ -> !isFile(reply);
      case Behaviour.WithContentEncoding _, Behaviour.WithRawHead _ -> false;
      default -> isGzipEnabled && reply.status() == 200 && acceptsGzip(request) && !isFile(reply);
    };
  }

  /** Returns the bytes that are sent for this fault. */
  private static byte[] truncate(byte[] bytes, Behaviour fault) {
    return switch (fault) {
      case Behaviour.TruncatedGzip _ -> Arrays.copyOf(bytes, bytes.length / 2);
      case Behaviour.WrongLength(int difference) ->
          Arrays.copyOf(bytes, bytes.length + Math.min(0, difference));
      case Behaviour.WithCharset(Charset charset) -> new String(bytes, UTF_8).getBytes(charset);
      default -> bytes;
    };
  }

  private static String contentType(FakeReply reply) {
    return switch (reply.fault()) {
      case Behaviour.WithContentType(String type) -> type;
      case Behaviour.WithCharset(Charset charset) ->
          reply.contentType().replaceFirst("utf-8", charset.name());
      default -> reply.contentType();
    };
  }

  private static boolean acceptsGzip(Request request) {
    return request.header("Accept-Encoding").isPresent()
        && request.header("Accept-Encoding").values().stream()
            .anyMatch(value -> value.contains("gzip"));
  }

  private static boolean isFile(FakeReply reply) {
    return reply.contentType().equals("application/gzip");
  }

  private static List<HttpHeader> headers(FakeReply reply, boolean isCompressed) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader("Content-Type", contentType(reply)));
    if (reply.fault() instanceof Behaviour.WithContentEncoding(String encoding)) {
      headers.add(new HttpHeader("Content-Encoding", encoding));
    }
    reply.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
    if (isCompressed) {
      headers.add(new HttpHeader("Content-Encoding", "gzip"));
    }
    return headers;
  }

  private static byte[] bodyBytes(FakeReply reply, boolean isCompressed) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (InputStream body = reply.body().get()) {
      if (!isCompressed) {
        return body.readAllBytes();
      }
      try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
        body.transferTo(gzip);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  private InputStream faultyStream(byte[] bytes, Behaviour fault) {
    return switch (fault) {
      case Behaviour.CutAt cut ->
          new FaultingInputStream(bytes, cut.percent(), FaultingInputStream::closeConnection);
      case Behaviour.StallAt stall ->
          new FaultingInputStream(bytes, stall.percent(), _ -> pause(stall.pause().toMillis()));
      case Behaviour.WrongLength(int difference) when difference > 0 ->
          new FaultingInputStream(bytes, 100, FaultingInputStream::closeConnection);
      case Behaviour.WithRawHead(RawResponseHead head) ->
          new RawResponseInputStream(head.responseBytes(bytes));
      case Behaviour.Drip drip ->
          new DripInputStream(bytes, drip.pieces(), () -> pause(drip.pause().toMillis()));
      default -> new ByteArrayInputStream(bytes);
    };
  }

  private void pause(long millis) throws IOException {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed while stalling");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stalling", e);
    }
  }
}
