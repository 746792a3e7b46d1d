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

/** Puts the service behind WireMock: reads requests, writes replies, plays the faults. */
final class Wire implements ResponseTransformerV2 {
  static final String NAME = "majestic";

  private final Service service;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean gzip = true;
  private volatile Map<String, String> headers = Map.of();

  Wire(Service service) {
    this.service = service;
  }

  void gzip(boolean on) {
    gzip = on;
  }

  /** The headers of the last request, by lower-case name. */
  Map<String, String> headers() {
    return headers;
  }

  /** Ends every stall. */
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
    headers =
        request.getHeaders().all().stream()
            .collect(
                Collectors.toMap(
                    one -> one.key().toLowerCase(Locale.ROOT), HttpHeader::firstValue));
    Reply reply = reply(request);
    if (reply.fault() instanceof Behaviour.Reset) {
      return Response.response().fault(Fault.CONNECTION_RESET_BY_PEER).build();
    }
    boolean packed = isPacked(request, reply);
    boolean chunkedCut = reply.fault() instanceof Behaviour.CutAt cut && cut.chunked();
    boolean streamed = reply.large() && !packed && reply.fault() instanceof Behaviour.Rows;
    byte @Nullable [] bytes = streamed ? null : bent(bytes(reply, packed), reply.fault());
    List<HttpHeader> headers = headers(reply, packed);
    if (bytes != null && !chunkedCut) {
      int more = reply.fault() instanceof Behaviour.WrongLength wrong ? Math.max(0, wrong.by()) : 0;
      headers.add(new HttpHeader("Content-Length", Integer.toString(bytes.length + more)));
    }
    Response.Builder to =
        Response.response().status(reply.status()).headers(new HttpHeaders(headers));
    if (reply.fault() instanceof Behaviour.SlowHeaders slow) {
      to.incrementInitialDelay(slow.delay().toMillis());
    }
    return to.body(() -> bytes == null ? reply.body().get() : faulty(bytes, reply.fault())).build();
  }

  private Reply reply(Request request) {
    URI address = URI.create(request.getUrl());
    String query = address.getRawQuery() == null ? "" : address.getRawQuery();
    Format format = address.getPath().equals("/api/json") ? Format.JSON : Format.XML;
    Question question = Question.of(query, form(request), format);
    String folder = "/downloads/";
    return address.getPath().startsWith(folder)
        ? service.download(address.getPath().substring(folder.length()), question)
        : service.reply(question);
  }

  private static String form(Request request) {
    String type =
        request.header("Content-Type").isPresent() ? request.getHeader("Content-Type") : "";
    return type.startsWith("application/x-www-form-urlencoded") ? request.getBodyAsString() : "";
  }

  private boolean isPacked(Request request, Reply reply) {
    return switch (reply.fault()) {
      case Behaviour.HalfGzip _ -> !isFile(reply);
      case Behaviour.Encoded _ -> false;
      default -> gzip && reply.status() == 200 && acceptsGzip(request) && !isFile(reply);
    };
  }

  /** What of a body's bytes is sent. */
  private static byte[] bent(byte[] bytes, Behaviour fault) {
    return switch (fault) {
      case Behaviour.HalfGzip _ -> Arrays.copyOf(bytes, bytes.length / 2);
      case Behaviour.WrongLength(int by) -> Arrays.copyOf(bytes, bytes.length + Math.min(0, by));
      case Behaviour.Recoded(Charset charset) -> new String(bytes, UTF_8).getBytes(charset);
      default -> bytes;
    };
  }

  private static String type(Reply reply) {
    return switch (reply.fault()) {
      case Behaviour.Typed(String type) -> type;
      case Behaviour.Recoded(Charset charset) ->
          reply.contentType().replaceFirst("utf-8", charset.name());
      default -> reply.contentType();
    };
  }

  private static boolean acceptsGzip(Request request) {
    return request.header("Accept-Encoding").isPresent()
        && request.header("Accept-Encoding").values().stream()
            .anyMatch(value -> value.contains("gzip"));
  }

  private static boolean isFile(Reply reply) {
    return reply.contentType().equals("application/gzip");
  }

  private static List<HttpHeader> headers(Reply reply, boolean packed) {
    List<HttpHeader> headers = new ArrayList<>();
    headers.add(new HttpHeader("Content-Type", type(reply)));
    if (reply.fault() instanceof Behaviour.Encoded(String encoding)) {
      headers.add(new HttpHeader("Content-Encoding", encoding));
    }
    reply.headers().forEach((name, value) -> headers.add(new HttpHeader(name, value)));
    if (packed) {
      headers.add(new HttpHeader("Content-Encoding", "gzip"));
    }
    return headers;
  }

  private static byte[] bytes(Reply reply, boolean packed) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    try (InputStream body = reply.body().get()) {
      if (!packed) {
        return body.readAllBytes();
      }
      try (GZIPOutputStream packing = new GZIPOutputStream(to)) {
        body.transferTo(packing);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return to.toByteArray();
  }

  private InputStream faulty(byte[] bytes, Behaviour fault) {
    return switch (fault) {
      case Behaviour.CutAt cut -> new Broken(bytes, cut.percent(), Broken::cut);
      case Behaviour.StallAt stall ->
          new Broken(bytes, stall.percent(), _ -> pause(stall.pause().toMillis()));
      case Behaviour.WrongLength(int by) when by > 0 -> new Broken(bytes, 100, Broken::cut);
      case Behaviour.Drip drip ->
          new Dripping(bytes, drip.pieces(), () -> pause(drip.pause().toMillis()));
      default -> new ByteArrayInputStream(bytes);
    };
  }

  private void pause(long millis) throws IOException {
    try {
      if (closing.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("closed while stalling");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while stalling", stopped);
    }
  }
}
