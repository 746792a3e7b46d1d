package org.backlinks.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One process of the function with its own Runtime API. */
public final class FunctionProcess implements AutoCloseable {
  private final FakeRuntimeApi api;
  private final ChildProcess child;
  private final AnswerAuditor auditor;

  private FunctionProcess(FakeRuntimeApi api, ChildProcess child, AnswerAuditor auditor) {
    this.api = api;
    this.child = child;
    this.auditor = auditor;
    child.onExit().thenAccept(this::handleExit);
    api.sandbox().attach(new SandboxedChild(child));
  }

  /**
   * Starts a process. It is ready when it has answered its first event.
   *
   * @param environment all environment variables, except those that Lambda sets
   */
  public static FunctionProcess start(LaunchCommand launch, Map<String, String> environment) {
    return start(launch, environment, SandboxOptions.defaults());
  }

  /** As {@link #start(LaunchCommand, Map)}, in a sandbox with these options. */
  public static FunctionProcess start(
      LaunchCommand launch, Map<String, String> environment, SandboxOptions options) {
    return start(launch, environment, options, AuditFindings.CURRENT_RUN);
  }

  static FunctionProcess start(
      LaunchCommand launch,
      Map<String, String> environment,
      SandboxOptions options,
      AuditFindings findings) {
    FakeRuntimeApi api = FakeRuntimeApi.start(options);
    Map<String, String> all = new HashMap<>(lambdaEnvironment(api.address()));
    all.putAll(environment);
    try {
      ChildProcess child = ChildProcess.start("function-" + launch.name(), launch.command(), all);
      return new FunctionProcess(
          api, child, new AnswerAuditor(findings, launch, environment, child.logFile()));
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /**
   * Sends one event and waits for its answer. The event waits until the previous one is completed.
   * Kills a process that exceeds the timeout, as Lambda does.
   *
   * @param timeout the time from the delivery of the event until the runtime and all extensions
   *     have requested the next event
   */
  public byte[] invoke(byte[] event, Duration timeout) throws InterruptedException {
    try {
      byte[] answer = api.invoke(event, timeout);
      auditor.auditAnswer(event, answer);
      return answer;
    } catch (FunctionErrorException e) {
      auditor.auditError(e);
      if (e.errorType().equals("Sandbox.Timedout")) {
        close();
      }
      throw e;
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /**
   * Returns a future that completes when the process can take another event, or when it has failed.
   */
  CompletableFuture<Void> whenIdle() {
    return api.sandbox().whenIdle();
  }

  /** Returns whether the process is frozen while it waits for its next event. */
  public boolean isFrozen() {
    return api.sandbox().isFrozen();
  }

  /** Stops the process at any point (SIGSTOP). */
  public void suspend() {
    api.sandbox().suspend();
  }

  /** Lets a suspended process continue (SIGCONT). */
  public void resume() {
    api.sandbox().resume();
  }

  /** Returns whether the process accepts more events. */
  boolean isUsable() {
    return child.isAlive() && api.sandbox().isUsable();
  }

  /** Kills the process immediately (SIGKILL). */
  public void kill() {
    child.kill();
  }

  /** Returns whether the process is running. */
  public boolean isAlive() {
    return child.isAlive();
  }

  /** Returns the file that contains the output of the process. */
  public Path logFile() {
    return child.logFile();
  }

  /** Returns the ids of all events that were sent to the process. */
  public List<String> requestIds() {
    return api.requestIds();
  }

  /** Returns the process id. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
    api.close();
    auditor.close();
  }

  private void handleExit(Process process) {
    api.fail(
        new FunctionErrorException(
            "Runtime.ExitError",
            "the process ended with code " + process.exitValue() + "\n" + child.tail()));
  }

  private record SandboxedChild(ChildProcess child) implements SandboxProcess {
    @Override
    public void suspend() {
      child.suspend();
    }

    @Override
    public void resume() {
      child.resume();
    }

    @Override
    public void kill() {
      child.kill();
    }
  }

  private static Map<String, String> lambdaEnvironment(String api) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", api),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "backlinks"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/backlinks"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
        Map.entry("AWS_REGION", LocalDynamoDb.REGION),
        Map.entry("AWS_DEFAULT_REGION", LocalDynamoDb.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", LocalDynamoDb.ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", LocalDynamoDb.ACCESS_KEY),
        Map.entry("_HANDLER", "bootstrap"),
        Map.entry("DISABLE_SIGNAL_HANDLERS", "true"),
        Map.entry("TZ", ":UTC"));
  }
}
