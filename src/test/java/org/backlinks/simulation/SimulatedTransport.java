package org.backlinks.simulation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.backlinks.local.majestic.FakeFormat;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.OutgoingRequest;
import org.backlinks.majestic.http.ReadTimeoutException;
import org.backlinks.majestic.http.RequestNotSentException;
import org.backlinks.majestic.http.ResponseHead;
import org.backlinks.majestic.http.Transport;
import org.backlinks.telemetry.SimulatedInvocation;
import org.jspecify.annotations.Nullable;

/** The network between one simulated process and upstream. It is slow, and loses answers. */
final class SimulatedTransport implements Transport {
  static final String BASE = "http://127.0.0.1:9";
  private static final int MAX_USUAL_MILLIS = 900;
  private static final int MAX_SLOW_MILLIS = 60_000;
  private static final int OVERLOADED_STATUS = 503;
  private static final int PIECE_BYTES = 16 * 1024;
  private static final List<String> PAID_COMMANDS =
      List.of("cmd=GetTopBackLinks", "cmd=GetBackLinkData");

  private final SimulatedWorld world;
  private final SimulatedSandbox sandbox;
  private final Duration timeout;
  private final RandomGenerator random;
  private final ProcessStops stops;
  private final PacedInputStream.Connection connection =
      new PacedInputStream.Connection() {
        @Override
        public void pause(Duration time) throws IOException {
          SimulatedTransport.this.pause(time);
        }

        @Override
        public void breakOff(IOException cause) throws IOException {
          throw broken(cause);
        }
      };

  /** What goes wrong with one exchange. */
  private enum Fault {
    NOT_SENT(null),
    UNAVAILABLE(503),
    RATE_LIMITED(429),
    INTERNAL_ERROR(500),
    BAD_GATEWAY(null),
    RESET_BEFORE_HEAD(null),
    CUT_BODY(null),
    SILENCE(null),
    UNREADABLE(null);

    /** The status of an answer for which nothing was charged; null for other faults. */
    private final @Nullable Integer errorStatus;

    Fault(@Nullable Integer errorStatus) {
      this.errorStatus = errorStatus;
    }
  }

  SimulatedTransport(
      SimulatedWorld world, SimulatedSandbox sandbox, Duration timeout, RandomGenerator random) {
    this.world = world;
    this.sandbox = sandbox;
    this.timeout = timeout;
    this.random = random;
    this.stops = new ProcessStops(world, random);
  }

  @Override
  public IncomingResponse send(
      OutgoingRequest request, List<InetAddress> addresses, Duration maxReadTime)
      throws IOException {
    return send(request, maxReadTime);
  }

  @Override
  public IncomingResponse send(OutgoingRequest request, Duration maxReadTime) throws IOException {
    Instant askedAt = world.loop().now();
    world.countUpstreamRequest();
    if (request.body().contains("cmd=GetDownloadsList")) {
      world.upstream().ledger().fileLookedUp(SimulatedInvocation.reportId(), askedAt);
    }
    if (PAID_COMMANDS.stream().anyMatch(request.body()::contains)) {
      world.invariants().countedCalls().callSent(SimulatedInvocation.reportId(), sandbox);
    }
    if (random.nextDouble() < world.faults().slowRefusals()) {
      return refuseSlowly();
    }
    Fault[] faults = Fault.values();
    boolean isFaulty = random.nextDouble() < world.faults().upstreamFaults();
    Fault fault = isFaulty ? faults[random.nextInt(faults.length)] : null;
    if (fault != null) {
      world.event(sandbox, () -> "upstream call with " + fault);
    }
    if (fault == Fault.NOT_SENT || !sandbox.scheduler().sleep(millis(MAX_USUAL_MILLIS))) {
      throw new RequestNotSentException("simulated");
    }
    Integer errorStatus = fault == null ? null : fault.errorStatus;
    if (errorStatus != null) {
      return refuse(errorStatus, chooseLatency());
    }
    stops.maybeStop(sandbox);
    boolean isFile = request.method().equals("GET");
    String path = request.uri().getPath();
    UpstreamReply reply =
        isFile
            ? world.upstream().file(path)
            : world.upstream().handle(request.body(), sandbox, askedAt);
    if (reply.charge() != null) {
      world.invariants().spending().checkReadTime(reply.charge(), maxReadTime, timeout);
      stops.maybeCrash(reply.charge());
    }
    stops.maybeStopIdle(sandbox);
    // the file of a job is always XML
    FakeFormat format = isFile || path.endsWith("/xml") ? FakeFormat.XML : FakeFormat.JSON;
    return receive(reply, format, fault, maxReadTime, isClosedSince(askedAt));
  }

  /** Receives the refusal of an overloaded upstream. It takes about as long as it may. */
  private IncomingResponse refuseSlowly() throws IOException {
    world.event(sandbox, () -> "upstream call that is refused slowly");
    return refuse(
        OVERLOADED_STATUS, timeout.minusMillis(random.nextLong(1, timeout.toMillis() / 2)));
  }

  /** Receives an error for which nothing was charged. It may take as long as a reply. */
  private IncomingResponse refuse(int status, Duration latency) throws IOException {
    pause(latency.compareTo(timeout) < 0 ? latency : timeout.minusMillis(1));
    stops.maybeStopIdle(sandbox);
    String retryAfter = Integer.toString(random.nextInt(8));
    return response(
        status,
        random.nextBoolean() ? Map.of() : Map.of("retry-after", List.of(retryAfter)),
        new byte[0]);
  }

  /** Returns whether upstream has closed a connection while its process was frozen for long. */
  private boolean isClosedSince(Instant askedAt) {
    return sandbox.wasStoppedSince(askedAt)
        && world.laterRandom().nextDouble() < world.faults().closedConnections();
  }

  private Duration chooseLatency() {
    boolean isSlow = random.nextDouble() < world.faults().slowAnswers();
    return millis(isSlow ? MAX_SLOW_MILLIS : MAX_USUAL_MILLIS);
  }

  /** Receives a reply: from here on, what goes wrong has been paid for. */
  private IncomingResponse receive(
      UpstreamReply reply,
      FakeFormat format,
      @Nullable Fault fault,
      Duration maxReadTime,
      boolean isClosed)
      throws IOException {
    Duration latency = chooseLatency();
    // the wait for the head is part of the read time
    Duration maxBodyTime = maxReadTime.minus(latency);
    byte[] bytes = fault == Fault.UNREADABLE ? new byte[] {'<', 'p', '>'} : reply.body(format);
    int cutAt = fault == Fault.CUT_BODY ? random.nextInt(bytes.length + 1) : Integer.MAX_VALUE;
    PacedInputStream body =
        new PacedInputStream(bytes, cutAt, choosePace(bytes), maxBodyTime, connection);
    boolean isLost =
        isClosed || fault != null || latency.compareTo(timeout) >= 0 || body.isTooSlow();
    if (isLost) {
      world.upstream().ledger().answerLost(SimulatedInvocation.reportId());
    }
    if (isLost && reply.charge() != null) {
      reply.charge().loseAnswer();
    }
    if (isClosed) {
      throw broken(new IOException("simulated close during a freeze"));
    }
    if (fault == Fault.SILENCE || latency.compareTo(timeout) >= 0) {
      pause(timeout);
      throw broken(new ReadTimeoutException(ReadTimeoutException.Limit.GAP, timeout));
    }
    pause(latency);
    if (fault == Fault.BAD_GATEWAY) {
      return response(502, Map.of(), new byte[0]);
    }
    if (fault == Fault.RESET_BEFORE_HEAD) {
      throw broken(new IOException("simulated reset"));
    }
    return response(
        reply.status(), Map.of("content-length", List.of(Integer.toString(bytes.length))), body);
  }

  /** Chooses how fast a body arrives: at once, or in pieces with long gaps. */
  private PacedInputStream.Pace choosePace(byte[] body) {
    boolean isSlow = random.nextDouble() < world.faults().slowAnswers();
    return isSlow
        ? new PacedInputStream.Pace(
            body.length / random.nextInt(1, 8) + 1, millis((int) timeout.toMillis()))
        : new PacedInputStream.Pace(PIECE_BYTES, millis(50));
  }

  private IOException broken(IOException e) {
    world.upstream().ledger().connectionBroke(SimulatedInvocation.reportId(), world.loop().now());
    return e;
  }

  private void pause(Duration time) throws IOException {
    if (!sandbox.scheduler().sleep(time)) {
      throw new IOException("the thread was interrupted");
    }
  }

  private Duration millis(int max) {
    return Duration.ofMillis(random.nextInt(1, max));
  }

  private IncomingResponse response(int status, Map<String, List<String>> fields, byte[] body) {
    return response(status, fields, new ByteArrayInputStream(body));
  }

  private static IncomingResponse response(
      int status, Map<String, List<String>> fields, InputStream body) {
    return new IncomingResponse(new ResponseHead(status, fields), () -> {}, body);
  }
}
