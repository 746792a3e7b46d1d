package org.backlinks.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One process of the function behind a Runtime API of its own. */
public final class Function implements AutoCloseable {
  private final RuntimeApi api;
  private final Child child;
  private final Witness witness;

  private Function(RuntimeApi api, Child child, Witness witness) {
    this.api = api;
    this.child = child;
    this.witness = witness;
    child.onExit().thenAccept(this::ended);
  }

  /**
   * Starts a process; it is ready when it has answered its first event.
   *
   * @param environment all that it gets, but for what Lambda itself sets
   */
  public static Function start(Launch launch, Map<String, String> environment) {
    return start(launch, environment, Findings.OF_RUN);
  }

  static Function start(Launch launch, Map<String, String> environment, Findings findings) {
    RuntimeApi api = RuntimeApi.start();
    Map<String, String> all = new HashMap<>(lambda(api.address()));
    all.putAll(environment);
    try {
      Child child = Child.start("function-" + launch.name(), launch.command(), all);
      return new Function(api, child, new Witness(findings, launch, environment, child.log()));
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /**
   * Sends one event and waits for its answer; a process that runs out of time is killed, as on
   * Lambda.
   *
   * @param timeout counted from when the process takes the event
   */
  public byte[] invoke(byte[] event, Duration timeout) throws InterruptedException {
    try {
      byte[] answer = api.invoke(event, timeout);
      witness.answered(event, answer);
      return answer;
    } catch (FunctionError e) {
      witness.failed(e);
      if (e.type().equals("Sandbox.Timedout")) {
        close();
      }
      throw e;
    } catch (InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Kills the process at once (SIGKILL). */
  public void kill() {
    child.kill();
  }

  /** Says whether the process still runs. */
  public boolean alive() {
    return child.alive();
  }

  /** The file with all that the process wrote. */
  public Path logs() {
    return child.log();
  }

  /** The ids of the events that it was sent. */
  public List<String> requestIds() {
    return api.ids();
  }

  /** The process's number. */
  public long pid() {
    return child.pid();
  }

  @Override
  public void close() {
    child.close();
    api.close();
    witness.close();
  }

  private void ended(Process process) {
    api.fail(
        new FunctionError(
            "Runtime.ExitError",
            "the process ended with code " + process.exitValue() + "\n" + child.tail()));
  }

  private static Map<String, String> lambda(String api) {
    return Map.ofEntries(
        Map.entry("AWS_LAMBDA_RUNTIME_API", api),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", "backlinks"),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/backlinks"),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
        Map.entry("AWS_REGION", DynamoDb.REGION),
        Map.entry("AWS_DEFAULT_REGION", DynamoDb.REGION),
        Map.entry("AWS_ACCESS_KEY_ID", DynamoDb.ACCESS_KEY),
        Map.entry("AWS_SECRET_ACCESS_KEY", DynamoDb.ACCESS_KEY),
        Map.entry("_HANDLER", "bootstrap"),
        Map.entry("DISABLE_SIGNAL_HANDLERS", "true"),
        Map.entry("TZ", ":UTC"));
  }
}
