package org.backlinks.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.backlinks.local.majestic.FakeMajestic;

/** The local stack: all parts of the platform, which are started and closed together. */
public final class LocalStack implements AutoCloseable {
  /** The table's name. */
  public static final String TABLE = "backlinks";

  /** Maximum number of worker processes: the same as in {@code template.yaml}. */
  private static final int MAX_WORKERS = 2;

  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private final Options options;
  private final FakeMajestic majestic;
  private final LocalDynamoDb dynamo;
  private final FunctionPool callerPool;
  private final FunctionPool workerPool;
  private final ApiGatewayServer gatewayServer;

  private LocalStack(Options options) {
    this.options = options;
    try {
      majestic = closeLater(FakeMajestic.start());
      dynamo =
          closeLater(
              options.dataFolder().map(LocalDynamoDb::onDisk).orElseGet(LocalDynamoDb::inMemory));
      dynamo.createTable(TABLE);
      callerPool = closeLater(newCallerPool(Map.of()));
      workerPool = closeLater(newWorkerPool(Map.of()));
      gatewayServer =
          closeLater(ApiGatewayServer.start(options.gateway(), options.port(), callerPool));
      options
          .tickInterval()
          .ifPresent(interval -> closeLater(EventBridgeSchedule.start(interval, workerPool)));
      if (options.isStreamEnabled()) {
        closeLater(StreamEventSource.start(dynamo, TABLE, workerPool));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a stack. The first event starts the first process of the function. */
  public static LocalStack start(Options options) {
    return new LocalStack(options);
  }

  /** Starts a stack with the default options. */
  public static LocalStack start() {
    return start(Options.defaults());
  }

  /** Returns the gateway. */
  public ApiGatewayServer gatewayServer() {
    return gatewayServer;
  }

  /** Starts another gateway in front of the same functions, on a free port. The stack closes it. */
  public ApiGatewayServer gatewayServer(ApiGateway gateway) {
    return closeLater(ApiGatewayServer.start(gateway, 0, callerPool));
  }

  /** Returns the database, which contains the table. */
  public LocalDynamoDb dynamo() {
    return dynamo;
  }

  /** Returns the fake Majestic API. */
  public FakeMajestic majestic() {
    return majestic;
  }

  /** Returns the function for callers. It handles direct calls and HTTP requests. */
  public FunctionPool callerPool() {
    return callerPool;
  }

  /** Returns the worker: the same program handles ticks and records of the table's stream. */
  public FunctionPool workerPool() {
    return workerPool;
  }

  /**
   * Starts another function for callers, with other settings, on the same database and the same
   * fake Majestic API. The stack closes it.
   *
   * @param settings in addition to those of the stack
   */
  public FunctionPool callerPool(Map<String, String> settings) {
    return closeLater(newCallerPool(settings));
  }

  /** As {@link #callerPool(Map)}, in sandboxes with these options. */
  public FunctionPool callerPool(Map<String, String> settings, SandboxOptions sandbox) {
    return closeLater(
        new FunctionPool(
            options.maxFunctions(), options.timeout(), processStarter(settings, sandbox)));
  }

  /** As {@link #callerPool(Map)}, with the timeout of the worker. */
  public FunctionPool workerPool(Map<String, String> settings) {
    return closeLater(newWorkerPool(settings));
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable part;
      synchronized (closeables) {
        part = closeables.pollLast();
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

  private FunctionPool newCallerPool(Map<String, String> settings) {
    return new FunctionPool(
        options.maxFunctions(), options.timeout(), processStarter(settings, options.sandbox()));
  }

  private FunctionPool newWorkerPool(Map<String, String> settings) {
    return new FunctionPool(
        MAX_WORKERS, options.workerTimeout(), processStarter(settings, options.sandbox()));
  }

  private Supplier<FunctionProcess> processStarter(
      Map<String, String> settings, SandboxOptions sandbox) {
    Map<String, String> environment = environment();
    environment.putAll(settings);
    return () -> FunctionProcess.start(options.launchCommand(), environment, sandbox);
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

  private <T extends AutoCloseable> T closeLater(T part) {
    synchronized (closeables) {
      closeables.addLast(part);
    }
    return part;
  }

  /**
   * The options of a stack.
   *
   * @param launchCommand the command that starts a process of the function
   * @param environment settings of the function in addition to those of the stack
   * @param gateway the kind of the gateway
   * @param port the port of the gateway; 0 selects a free port
   * @param maxFunctions maximum number of processes for callers
   * @param timeout the timeout of the function for callers
   * @param workerTimeout the worker's timeout
   * @param sandbox the options of each sandbox
   * @param tickInterval the time between two ticks; empty when there are no ticks
   * @param isStreamEnabled whether the table's stream invokes the worker
   * @param dataFolder the folder of the database; empty for a database in memory
   */
  public record Options(
      LaunchCommand launchCommand,
      Map<String, String> environment,
      ApiGateway gateway,
      int port,
      int maxFunctions,
      Duration timeout,
      Duration workerTimeout,
      SandboxOptions sandbox,
      Optional<Duration> tickInterval,
      boolean isStreamEnabled,
      Optional<Path> dataFolder) {
    /**
     * Returns the default options: an HTTP API on a free port, at most four processes, the timeouts
     * of the template, a database in memory, no ticks and no stream.
     */
    public static Options defaults() {
      return new Options(
          LaunchCommand.detect(),
          Map.of(),
          ApiGateway.httpApi(),
          0,
          4,
          Duration.ofSeconds(330),
          Duration.ofSeconds(900),
          SandboxOptions.defaults(),
          Optional.empty(),
          false,
          Optional.empty());
    }

    /** Returns these options with another launch command. */
    public Options withLaunch(LaunchCommand other) {
      return new Options(
          other,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with another setting of the function. */
    public Options withSetting(String name, String value) {
      Map<String, String> settings = new HashMap<>(environment);
      settings.put(name, value);
      return new Options(
          launchCommand,
          Map.copyOf(settings),
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with another gateway. */
    public Options withGateway(ApiGateway other) {
      return new Options(
          launchCommand,
          environment,
          other,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with this port of the gateway. */
    public Options withPort(int other) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          other,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with this maximum number of processes for callers. */
    public Options withMaxFunctions(int max) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          max,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with another timeout of the function for callers. */
    public Options withTimeout(Duration other) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          other,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with another timeout of the worker. */
    public Options withWorkerTimeout(Duration other) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          other,
          sandbox,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with other sandbox options. */
    public Options withSandbox(SandboxOptions other) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          other,
          tickInterval,
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with a tick each interval. */
    public Options withTickInterval(Duration interval) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          Optional.of(interval),
          isStreamEnabled,
          dataFolder);
    }

    /** Returns these options with the table's stream enabled or disabled. */
    public Options withStream(boolean isEnabled) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isEnabled,
          dataFolder);
    }

    /** Returns these options with the database in this folder. */
    public Options withDataFolder(Path folder) {
      return new Options(
          launchCommand,
          environment,
          gateway,
          port,
          maxFunctions,
          timeout,
          workerTimeout,
          sandbox,
          tickInterval,
          isStreamEnabled,
          Optional.of(folder));
    }
  }
}
