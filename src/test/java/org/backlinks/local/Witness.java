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
import org.backlinks.local.face.Document;
import org.backlinks.local.face.Face;
import org.backlinks.local.face.Unpacked;

/**
 * Sees every answer of one process and every line that it writes: answers must be as described, and
 * nothing may show what the process was given in secret.
 */
final class Witness implements AutoCloseable {
  /** Settings that are secrets. */
  private static final List<String> SECRETS =
      List.of("MAJESTIC_API_KEY", "MAJESTIC_ACCESS_TOKEN", "MAJESTIC_PRIVATE_KEY");

  /** Shorter ones are words that may come by chance. */
  private static final int SHORTEST = 9;

  /** Upstream's stack trace, as the stand-in makes it up. */
  private static final String TRACE = "CommandRunner";

  /** The secret of an address for upstream, and a report's cursor key. */
  private static final Pattern OURS =
      Pattern.compile("(?<![0-9a-f])[0-9a-f]{48}(?![0-9a-f])|[A-Za-z0-9+/]{43}=");

  /** Of more bytes only the process's own secrets are looked for: they are rows. */
  private static final int LARGE = 1 << 18;

  /** A secret that stands across two readings of a log. */
  private static final int OVERLAP = 1_024;

  private static final JsonMapper JSON = new JsonMapper();

  private static final class Described {
    static final Face FACE =
        new Face(Document.read(Project.root().resolve("src/main/resources/openapi.json")));
  }

  private final Findings findings;
  private final boolean ours;
  private final Path log;

  /** The process's own secrets. */
  private final List<Canary> canaries = new ArrayList<>();

  private long read;

  Witness(Findings findings, Launch launch, Map<String, String> environment, Path log) {
    this.findings = findings;
    this.ours = launch.isOurs();
    this.log = log;
    if (findings.isOn()) {
      SECRETS.forEach(name -> plant(name, environment.getOrDefault(name, "").strip()));
      plant("upstream's FullError", TRACE);
      findings.opened(this);
    }
  }

  private void plant(String name, String value) {
    if (value.length() >= SHORTEST) {
      canaries.add(findings.plant(name, value));
    }
  }

  /** Looks at an answer before anyone else does. */
  void answered(byte[] event, byte[] answer) {
    if (!findings.isOn()) {
      return;
    }
    String key = key(json(event));
    if (key.length() >= SHORTEST) {
      findings.plant("an idempotency key", key);
    }
    search("an answer", answer);
    JsonNode json = json(answer);
    if (json.path("isBase64Encoded").asBoolean()) {
      search("a packed answer", Unpacked.body(json));
    }
    if (ours) {
      Described.FACE.violations(event, answer).forEach(findings::add);
    }
  }

  /** What a process said when it gave no answer. */
  void failed(FunctionError error) {
    if (findings.isOn()) {
      search("an error", error.text().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void search(String where, byte[] bytes) {
    boolean large = bytes.length > LARGE;
    findings.search(where, bytes, large ? canaries : findings.canaries());
    if (!large) {
      findings.told(
          OURS.matcher(new String(bytes, StandardCharsets.ISO_8859_1))
              .results()
              .map(MatchResult::group)
              .toList());
    }
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private static String key(JsonNode event) {
    String body = event.path("isBase64Encoded").asBoolean() ? "" : event.path("body").asText();
    return Optional.of(event.at("/headers/idempotency-key").asText())
        .filter(header -> !header.isEmpty())
        .or(() -> Optional.of(event.path("idempotencyKey").asText()).filter(key -> !key.isEmpty()))
        .orElseGet(
            () -> json(body.getBytes(StandardCharsets.UTF_8)).path("idempotencyKey").asText());
  }

  /** Searches what the process wrote since the last time. */
  synchronized void readOn() {
    if (!findings.isOn()) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long end = file.length();
      if (end > read) {
        long from = Math.max(0, read - OVERLAP);
        byte[] bytes = new byte[Math.toIntExact(end - from)];
        file.seek(from);
        file.readFully(bytes);
        search("the log " + log.getFileName(), bytes);
        read = end;
      }
    } catch (IOException e) {
      findings.add("the log " + log.getFileName() + " can't be searched: " + e);
    }
  }

  @Override
  public void close() {
    readOn();
    findings.closed(this);
  }
}
