package org.backlinks.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.backlinks.local.contract.ContractChecker;
import org.backlinks.local.contract.GatewayBodyDecoder;
import org.backlinks.local.contract.OpenApiDocument;

/**
 * Checks every answer of one process and every line that it writes. An answer must match its
 * description, and no answer and no line may contain a secret of the process.
 */
final class AnswerAuditor implements AutoCloseable {
  /** Settings whose values are secrets. */
  private static final List<String> SECRET_SETTINGS =
      List.of("MAJESTIC_API_KEY", "MAJESTIC_ACCESS_TOKEN", "MAJESTIC_PRIVATE_KEY");

  /** Minimum length of a secret. A shorter text can also occur by chance. */
  static final int MIN_SECRET_LENGTH = 9;

  /** A word of the stack trace that the fake Majestic API returns. */
  private static final String STACK_TRACE_MARKER = "CommandRunner";

  /** The secret in a notification address of a report, and the cursor key of a report. */
  private static final Pattern OWN_SECRET_PATTERN =
      Pattern.compile("(?<![0-9a-f])[0-9a-f]{48}(?![0-9a-f])|[A-Za-z0-9+/]{43}=");

  /**
   * Maximum length in bytes of a text that is searched for all secrets. A longer text consists of
   * rows and is searched for the secrets of this process only.
   */
  private static final int MAX_FULL_SEARCH_BYTES = 1 << 18;

  /**
   * Number of bytes that two readings of a log share, so that a secret at their border is found.
   */
  private static final int LOG_OVERLAP_BYTES = 1_024;

  private static final JsonMapper JSON = new JsonMapper();

  private static final class ContractHolder {
    static final ContractChecker CHECKER =
        new ContractChecker(
            OpenApiDocument.read(
                ProjectFolders.rootFolder().resolve("src/main/resources/openapi.json")));
  }

  private final AuditFindings findings;
  private final boolean isOwnFunction;
  private final Path logFile;

  /** Secrets of this process. */
  private final List<PlantedSecret> processSecrets = new ArrayList<>();

  private long auditedBytes;

  AnswerAuditor(
      AuditFindings findings, LaunchCommand launch, Map<String, String> environment, Path log) {
    this.findings = findings;
    this.isOwnFunction = launch.isOwnFunction();
    this.logFile = log;
    if (findings.isEnabled()) {
      SECRET_SETTINGS.forEach(name -> plant(name, environment.getOrDefault(name, "").strip()));
      plant("upstream's FullError", STACK_TRACE_MARKER);
      findings.register(this);
    }
  }

  private void plant(String name, String value) {
    if (value.length() >= MIN_SECRET_LENGTH) {
      processSecrets.add(findings.plant(name, value));
    }
  }

  /** Checks an answer before the caller receives it. */
  void auditAnswer(byte[] event, byte[] answer) {
    if (!findings.isEnabled()) {
      return;
    }
    String key = idempotencyKey(parse(event));
    if (key.length() >= MIN_SECRET_LENGTH) {
      findings.plant("an idempotency key", key);
    }
    search("an answer", answer);
    JsonNode json = parse(answer);
    if (json.path("isBase64Encoded").asBoolean()) {
      search("a decoded answer", GatewayBodyDecoder.decode(json));
    }
    if (isOwnFunction) {
      ContractHolder.CHECKER.violations(event, answer).forEach(findings::add);
    }
  }

  /** Checks the error of a process that returned no answer. */
  void auditError(FunctionErrorException error) {
    if (findings.isEnabled()) {
      search("an error", error.details().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void search(String location, byte[] bytes) {
    boolean isLarge = bytes.length > MAX_FULL_SEARCH_BYTES;
    findings.search(location, bytes, isLarge ? processSecrets : findings.plantedSecrets());
    if (!isLarge) {
      findings.recordExposedTokens(
          OWN_SECRET_PATTERN
              .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
              .results()
              .map(MatchResult::group)
              .toList());
    }
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static String idempotencyKey(JsonNode event) {
    String body = event.path("isBase64Encoded").asBoolean() ? "" : event.path("body").asText();
    return Optional.of(event.at("/headers/idempotency-key").asText())
        .filter(header -> !header.isEmpty())
        .or(() -> Optional.of(event.path("idempotencyKey").asText()).filter(key -> !key.isEmpty()))
        .orElseGet(
            () -> parse(body.getBytes(StandardCharsets.UTF_8)).path("idempotencyKey").asText());
  }

  /** Searches the lines that the process wrote since the previous call. */
  synchronized void auditLog() {
    if (!findings.isEnabled()) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(logFile.toFile(), "r")) {
      long end = file.length();
      if (end > auditedBytes) {
        long from = Math.max(0, auditedBytes - LOG_OVERLAP_BYTES);
        byte[] bytes = new byte[Math.toIntExact(end - from)];
        file.seek(from);
        file.readFully(bytes);
        search("the log " + logFile.getFileName(), bytes);
        auditedBytes = end;
      }
    } catch (IOException e) {
      findings.add("the log " + logFile.getFileName() + " cannot be searched: " + e);
    }
  }

  @Override
  public void close() {
    auditLog();
    findings.unregister(this);
  }
}
