package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.backlinks.local.majestic.Behaviour;
import org.backlinks.local.majestic.Behaviour.JobDone;
import org.backlinks.local.majestic.Majestic;
import org.backlinks.majestic.DownloadsList.Entry;
import org.backlinks.majestic.DownloadsList.State;
import org.backlinks.majestic.JobFile.Limits;
import org.backlinks.majestic.JobFile.Outcome;
import org.backlinks.ops.DownloadHosts;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DownloadsListTest {
  private static final String TARGET = "http://shop.example.com/";
  private static final String ID = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";

  private final Majestic majestic = Majestic.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final JobFile files = files(majestic.uri().getAuthority());

  @AfterEach
  void stop() {
    http.close();
    majestic.close();
  }

  @Test
  void followsAJobThroughItsStatesToItsFile() throws Exception {
    String job = job(new JobDone(0, 1, 2, 5, 3, 4, 6, 7));
    List<State> states = new ArrayList<>();
    Entry last = entry(job);
    for (int look = 1; look <= 8; look++) {
      states.add(last.state());
      assertThat(last.ready()).isEqualTo(look > 5);
      assertThat(last.location() != null).isEqualTo(last.ready());
      assertThat(last.lastError().isEmpty()).isEqualTo(last.state() != State.FAILING);
      last = entry(job);
    }

    assertThat(states)
        .containsExactly(
            State.WAITING,
            State.WAITING,
            State.WAITING,
            State.FAILING,
            State.WAITING,
            State.READY,
            State.READY,
            State.READY_UNTOLD);
    assertThat(last.jobId()).isEqualTo(job);
    try (InputStream body = ((Outcome.Open) files.open(last.location())).body()) {
      assertThat(new String(body.readAllBytes(), UTF_8))
          .contains("<Result Code=\"OK\"")
          .endsWith("</Result>\n");
    }
    assertThat(majestic.downloads()).hasSize(1);
    assertThat(majestic.downloads().getFirst().parameters()).containsOnlyKeys("file");
  }

  @Test
  void findsNoEntryAndNoFileOnceItExpired() throws Exception {
    String job = job(new JobDone(List.of(4), Duration.ofHours(1)));
    URI location = entry(job).location();
    majestic.clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

    assertThat(list(job)).isEmpty();
    assertThat(files.open(location)).isEqualTo(new Outcome.Gone());
  }

  @Test
  void tellsEveryFaultOfTheStandInsFile() throws Exception {
    URI location = entry(job(new JobDone(4))).location();
    majestic.nextOf(
        Majestic.DOWNLOAD,
        new Behaviour.Http(503, "text/plain", "", Map.of("Retry-After", "9")),
        // the platform asks once more by itself
        new Behaviour.Reset(),
        new Behaviour.Reset(),
        new Behaviour.SlowHeaders(Duration.ofSeconds(5)),
        new Behaviour.CutAt(50, false),
        new Behaviour.CutAt(50, true),
        new Behaviour.StallAt(50, Duration.ofSeconds(30)),
        new Behaviour.HtmlPage());

    assertThat(files.open(location))
        .isEqualTo(
            new Outcome.Unavailable(
                "the file's host answered with HTTP status 503", Duration.ofSeconds(9)));
    assertThat(files.open(location)).isInstanceOf(Outcome.Unavailable.class);
    assertThat(files.open(location)).isEqualTo(new Outcome.TimedOut());
    for (int fault = 0; fault < 3; fault++) {
      try (InputStream body = ((Outcome.Open) files.open(location)).body()) {
        assertThatThrownBy(body::readAllBytes)
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(UnreadableException.class);
      }
    }
    try (InputStream page = ((Outcome.Open) files.open(location)).body()) {
      assertThat(new String(page.readAllBytes(), UTF_8)).startsWith("<!DOCTYPE html>");
    }
  }

  @Test
  void takesNoFileFromAHostThatIsNotListed() throws Exception {
    URI location = entry(job(new JobDone(4))).location();

    assertThat(files("downloads.majestic.com").open(location))
        .isEqualTo(new Outcome.RefusedHost(majestic.uri().getAuthority()));
    assertThat(majestic.downloads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'4', 4, READY",
    "'\"7\"', 7, READY_UNTOLD",
    "'8', 8, WAITING",
    "'-1', -1, WAITING",
    "'\"\"', -1, WAITING",
    "null, -1, WAITING",
    "'99999999999', -1, WAITING"
  })
  void readsAnyStatus(String json, int status, State state) throws IOException {
    Entry entry = read("{'JobID':'%s','Status':%s}".formatted(ID, json)).orElseThrow();

    assertThat(entry).isEqualTo(new Entry(ID, status, null, ""));
    assertThat(entry.state()).isEqualTo(state);
  }

  @Test
  void picksTheReadyEntryOfTheJobWhateverItsCase() throws IOException {
    String other = "{'JobID':'F0','Status':4,'PublicDownloadLocation':'http://x.example/f0'}";
    String old = "{'jobid':'%s','status':5,'lasterror':'ftp'}".formatted(ID);
    String ready =
        "{'JobID':' %s ','Status':'4','PublicDownloadLocation':'http://x.example/a b|c'}"
            .formatted(ID.toLowerCase(Locale.ROOT));

    assertThat(read(other, old, ready).orElseThrow().location())
        .isEqualTo(URI.create("http://x.example/a%20b%7Cc"));
    assertThat(read(other, old)).contains(new Entry(ID, 5, null, "ftp"));
    assertThat(read(other)).isEmpty();
  }

  @Test
  void givesUpOnAListThatOutgrowsMemory() {
    StringBuilder noise = new StringBuilder();
    Random random = new Random(1);
    for (int row = 0; row < 600; row++) {
      noise.append(row == 0 ? "" : ",").append("{'Description':'");
      random
          .ints(60_000, '!', '~')
          .filter(c -> c != '"' && c != '\'' && c != '\\')
          .forEach(c -> noise.append((char) c));
      noise.append("'}");
    }

    assertThatThrownBy(() -> read(noise.toString()))
        .isInstanceOf(UnreadableException.class)
        .hasMessage("the list of downloads has more than 8388608 bytes");
  }

  private static JobFile files(String hosts) {
    return new JobFile(DownloadHosts.of(hosts), Duration.ofMillis(500), Limits.USUAL);
  }

  private static Optional<Entry> read(String... rows) throws IOException {
    String json =
        "{'Code':'OK','DataTables':{'downloads':{'Headers':{},'Data':[%s]}}}"
            .formatted(String.join(",", rows))
            .replace('\'', '"');
    return find(new ByteArrayInputStream(json.getBytes(UTF_8)), ID);
  }

  private static Optional<Entry> find(InputStream json, String job) throws IOException {
    DownloadsList list = new DownloadsList();
    SnapshotBuilder into = list.into();
    Globals globals = JsonAnswerReader.read(json, into, new LinkedHashMap<>()).globals();
    return list.of(job, new Manifest("GetDownloadsList", globals, into.tables(), List.of()));
  }

  private String job(JobDone done) throws IOException, InterruptedException {
    majestic.on("shop", done);
    try (InputStream body = ask(Map.of("cmd", "GetTopBackLinks", "URL", TARGET))) {
      Map<String, String> globals = new LinkedHashMap<>();
      JsonAnswerReader.read(body, new SnapshotBuilder((_, _) -> {}), globals);
      return globals.get("JobID");
    }
  }

  private Entry entry(String job) throws IOException, InterruptedException {
    return list(job).orElseThrow();
  }

  private Optional<Entry> list(String job) throws IOException, InterruptedException {
    try (InputStream body = ask(Map.of("cmd", "GetDownloadsList", "DownloadJobID", job))) {
      return find(body, job.toLowerCase(Locale.ROOT));
    }
  }

  private InputStream ask(Map<String, String> parameters) throws IOException, InterruptedException {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.put("app_api_key", majestic.key());
    String body =
        form.entrySet().stream()
            .map(pair -> pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(majestic.uri().resolve("/api/json"))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofInputStream()).body();
  }
}
