package org.backlinks.service;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.backlinks.config.Settings;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.OutgoingRequest;
import org.backlinks.majestic.http.ResponseHead;
import org.backlinks.majestic.http.Transport;
import org.backlinks.task.InlineTaskScheduler;

/** An upstream without sockets and threads. It answers each call with the next of some bodies. */
final class ScriptedUpstream implements Transport {
  private static final Settings SETTINGS = Settings.from(Map.of("MAJESTIC_API_KEY", "none"));

  private final List<String> bodies;
  private final AtomicInteger callCount = new AtomicInteger();

  ScriptedUpstream(String... bodies) {
    this.bodies = List.of(bodies);
  }

  int callCount() {
    return callCount.get();
  }

  TimeLimitedClient newClient() {
    return new TimeLimitedClient(newMajesticClient(), new InlineTaskScheduler());
  }

  MajesticClient newMajesticClient() {
    return FakeUpstreamClient.of(
        SETTINGS, this, new SplittableRandom(), Clock.systemUTC(), new InlineTaskScheduler());
  }

  @Override
  public IncomingResponse send(OutgoingRequest request, Duration maxReadTime) {
    byte[] body = bodies.get(callCount.getAndIncrement()).getBytes(StandardCharsets.UTF_8);
    return new IncomingResponse(
        new ResponseHead(200, Map.of("content-length", List.of(Integer.toString(body.length)))),
        () -> {},
        new ByteArrayInputStream(body));
  }

  @Override
  public IncomingResponse send(
      OutgoingRequest request, List<InetAddress> addresses, Duration maxReadTime) {
    return send(request, maxReadTime);
  }
}
