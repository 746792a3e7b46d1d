package org.backlinks.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.backlinks.local.majestic.Majestic;

/** The whole local stack, started and closed as one. */
public final class Stack implements AutoCloseable {
  /** The table's name. */
  public static final String TABLE = "backlinks";

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Options options;
  private final Majestic majestic;
  private final DynamoDb dynamo;
  private final FunctionPool pool;
  private final HttpFront front;

  private Stack(Options options) {
    this.options = options;
    try {
      majestic = add(Majestic.start());
      dynamo = add(options.data().map(DynamoDb::onDisk).orElseGet(DynamoDb::inMemory));
      dynamo.createTable(TABLE);
      pool = add(newPool(Map.of()));
      front = add(HttpFront.start(options.gateway(), options.port(), pool));
      options.tick().ifPresent(interval -> add(Tick.every(interval, pool)));
      if (options.stream()) {
        add(Stream.of(dynamo, TABLE, pool));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a stack; its first function process starts with the first event. */
  public static Stack start(Options options) {
    return new Stack(options);
  }

  /** Starts a stack as {@link Options#defaults} says. */
  public static Stack start() {
    return start(Options.defaults());
  }

  /** The gateway over HTTP. */
  public HttpFront front() {
    return front;
  }

  /** One more gateway before the same functions, on a free port; closed with the stack. */
  public HttpFront front(Gateway gateway) {
    return add(HttpFront.start(gateway, 0, pool));
  }

  /** The database, with the table in it. */
  public DynamoDb dynamo() {
    return dynamo;
  }

  /** The stand-in of the Majestic API. */
  public Majestic majestic() {
    return majestic;
  }

  /** The function: direct calls go here. */
  public FunctionPool pool() {
    return pool;
  }

  /**
   * More processes on the same database and upstream, with other settings; closed with the stack.
   *
   * @param settings on top of the stack's own
   */
  public FunctionPool pool(Map<String, String> settings) {
    return add(newPool(settings));
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (parts) {
        part = parts.pollLast();
      }
      if (part == null) {
        return;
      }
      try {
        part.close();
      } catch (Exception e) {
        System.err.println("closing: " + e);
      }
    }
  }

  private FunctionPool newPool(Map<String, String> settings) {
    Map<String, String> environment = environment();
    environment.putAll(settings);
    return new FunctionPool(
        options.functions(),
        options.timeout(),
        () -> Function.start(options.launch(), environment));
  }

  private Map<String, String> environment() {
    URI upstream = majestic.uri();
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", dynamo.endpoint().toString());
    environment.put("BACKLINKS_TABLE", TABLE);
    environment.put("MAJESTIC_URL", upstream.toString());
    environment.put("MAJESTIC_API_KEY", majestic.key());
    environment.put("MAJESTIC_DOWNLOAD_HOSTS", upstream.getAuthority());
    environment.putAll(options.environment());
    return environment;
  }

  private <T extends AutoCloseable> T add(T part) {
    synchronized (parts) {
      parts.addLast(part);
    }
    return part;
  }

  /**
   * How a stack is set up.
   *
   * @param launch how a function process is started
   * @param environment settings of the function, on top of the stack's own
   * @param gateway what the HTTP front is
   * @param port where it listens; 0 for a free one
   * @param functions the most processes at once
   * @param timeout the function's timeout
   * @param tick how often a tick is sent; empty for never
   * @param stream whether the table's stream wakes the function
   * @param data the database's folder; empty for in memory
   */
  public record Options(
      Launch launch,
      Map<String, String> environment,
      Gateway gateway,
      int port,
      int functions,
      Duration timeout,
      Optional<Duration> tick,
      boolean stream,
      Optional<Path> data) {
    /**
     * HTTP v2 on a free port, four processes, 30 s, in memory; nothing wakes the function by
     * itself.
     */
    public static Options defaults() {
      return new Options(
          Launch.found(),
          Map.of(),
          Gateway.http(),
          0,
          4,
          Duration.ofSeconds(30),
          Optional.empty(),
          false,
          Optional.empty());
    }

    /** With another way of starting the function. */
    public Options launch(Launch other) {
      return new Options(other, environment, gateway, port, functions, timeout, tick, stream, data);
    }

    /** With one more setting of the function. */
    public Options with(String name, String value) {
      Map<String, String> more = new HashMap<>(environment);
      more.put(name, value);
      return new Options(
          launch, Map.copyOf(more), gateway, port, functions, timeout, tick, stream, data);
    }

    /** With another gateway. */
    public Options gateway(Gateway other) {
      return new Options(launch, environment, other, port, functions, timeout, tick, stream, data);
    }

    /** With the front on this port. */
    public Options port(int other) {
      return new Options(
          launch, environment, gateway, other, functions, timeout, tick, stream, data);
    }

    /** With at most so many processes. */
    public Options functions(int most) {
      return new Options(launch, environment, gateway, port, most, timeout, tick, stream, data);
    }

    /** With another timeout of the function. */
    public Options timeout(Duration other) {
      return new Options(launch, environment, gateway, port, functions, other, tick, stream, data);
    }

    /** With a tick each interval. */
    public Options tick(Duration interval) {
      return new Options(
          launch,
          environment,
          gateway,
          port,
          functions,
          timeout,
          Optional.of(interval),
          stream,
          data);
    }

    /** With the table's stream waking the function. */
    public Options stream(boolean on) {
      return new Options(launch, environment, gateway, port, functions, timeout, tick, on, data);
    }

    /** With the database in this folder. */
    public Options data(Path folder) {
      return new Options(
          launch,
          environment,
          gateway,
          port,
          functions,
          timeout,
          tick,
          stream,
          Optional.of(folder));
    }
  }
}
