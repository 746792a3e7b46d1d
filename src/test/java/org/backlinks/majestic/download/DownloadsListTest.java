package org.backlinks.majestic.download;

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
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.majestic.download.DownloadsList.Entry;
import org.backlinks.majestic.download.DownloadsList.FileState;
import org.backlinks.majestic.download.JobFileClient.Limits;
import org.backlinks.majestic.download.JobFileClient.OpenResult;
import org.backlinks.majestic.http.HttpTransport;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.majestic.read.JsonAnswerReader;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.url.DownloadHosts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DownloadsListTest {
  private static final Duration READ_TIME = Duration.ofSeconds(30);

  private static final String TARGET = "http://shop.example.com/";
  private static final String ID = "0A1B2C3D4E5F60718293A4B5C6D7E8F9";

  private final FakeMajestic majestic = FakeMajestic.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final JobFileClient files = files(majestic.uri().getAuthority());

  @AfterEach
  void stop() {
    http.close();
    majestic.close();
  }

  @Test
  void listShowsEveryStateOfAJobUntilItsFileIsReady() throws Exception {
    String job = job(new JobDone(0, 1, 2, 5, 3, 4, 6, 7));
    List<FileState> states = new ArrayList<>();
    Entry last = entry(job);
    for (int lookup = 1; lookup <= 8; lookup++) {
      states.add(last.state());
      assertThat(last.isReady()).isEqualTo(lookup > 5);
      assertThat(last.location() != null).isEqualTo(last.isReady());
      assertThat(last.lastError().isEmpty()).isEqualTo(last.state() != FileState.FAILING);
      last = entry(job);
    }

    assertThat(states)
        .containsExactly(
            FileState.WAITING,
            FileState.WAITING,
            FileState.WAITING,
            FileState.FAILING,
            FileState.WAITING,
            FileState.READY,
            FileState.READY,
            FileState.READY_NOT_NOTIFIED);
    assertThat(last.jobId()).isEqualTo(job);
    try (InputStream body = ((OpenResult.Opened) files.open(last.location(), READ_TIME)).body()) {
      assertThat(new String(body.readAllBytes(), UTF_8))
          .contains("<Result Code=\"OK\"")
          .endsWith("</Result>\n");
    }
    assertThat(majestic.downloadCalls()).hasSize(1);
    assertThat(majestic.downloadCalls().getFirst().parameters()).containsOnlyKeys("file");
  }

  @Test
  void expiredJobHasNoEntryAndNoFile() throws Exception {
    String job = job(new JobDone(List.of(4), Duration.ofHours(1)));
    URI location = entry(job).location();
    majestic.setClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));

    assertThat(list(job)).isEmpty();
    assertThat(files.open(location, READ_TIME)).isEqualTo(new OpenResult.NotFound());
  }

  @Test
  void everyFileFaultHasItsOwnResult() throws Exception {
    URI location = entry(job(new JobDone(4))).location();
    majestic.scriptNextOf(
        FakeMajestic.DOWNLOAD,
        new Behaviour.FixedResponse(503, "text/plain", "", Map.of("Retry-After", "9")),
        new Behaviour.Reset(),
        new Behaviour.SlowHeaders(Duration.ofSeconds(5)),
        new Behaviour.CutAt(50, false),
        new Behaviour.CutAt(50, true),
        new Behaviour.StallAt(50, Duration.ofSeconds(30)),
        new Behaviour.HtmlPage());

    assertThat(files.open(location, READ_TIME))
        .isEqualTo(
            new OpenResult.Unavailable(
                "the file's host answered with HTTP status 503", Duration.ofSeconds(9)));
    assertThat(files.open(location, READ_TIME)).isInstanceOf(OpenResult.Unavailable.class);
    assertThat(files.open(location, READ_TIME))
        .isEqualTo(new OpenResult.TimedOut("nothing arrived for 0 s"));
    for (int fault = 0; fault < 3; fault++) {
      try (InputStream body = ((OpenResult.Opened) files.open(location, READ_TIME)).body()) {
        assertThatThrownBy(body::readAllBytes)
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(UnreadableException.class);
      }
    }
    try (InputStream page = ((OpenResult.Opened) files.open(location, READ_TIME)).body()) {
      assertThat(new String(page.readAllBytes(), UTF_8)).startsWith("<!DOCTYPE html>");
    }
  }

  @Test
  void fileIsRefusedWhenItsHostIsNotListed() throws Exception {
    URI location = entry(job(new JobDone(4))).location();

    assertThat(files("downloads.majestic.com").open(location, READ_TIME))
        .isEqualTo(new OpenResult.HostNotAllowed(majestic.uri().getAuthority()));
    assertThat(majestic.downloadCalls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'4', READY",
    "'\"7\"', READY_NOT_NOTIFIED",
    "'8', WAITING",
    "'-1', WAITING",
    "'\"\"', WAITING",
    "null, WAITING",
    "'99999999999', WAITING",
    "'4294967300', WAITING"
  })
  void entryReadsEveryStatus(String json, FileState state) throws IOException {
    Entry entry = read("{'JobID':'%s','Status':%s}".formatted(ID, json)).orElseThrow();

    assertThat(entry).isEqualTo(new Entry(ID, state, null, ""));
  }

  @Test
  void readyEntryIsFoundByJobIdInAnyCase() throws IOException {
    String other = "{'JobID':'F0','Status':4,'PublicDownloadLocation':'http://x.example/f0'}";
    String old = "{'jobid':'%s','status':5,'lasterror':'ftp'}".formatted(ID);
    String ready =
        "{'JobID':' %s ','Status':'4','PublicDownloadLocation':'http://x.example/a b|c'}"
            .formatted(ID.toLowerCase(Locale.ROOT));

    assertThat(read(other, old, ready).orElseThrow().location())
        .isEqualTo(URI.create("http://x.example/a%20b%7Cc"));
    assertThat(read(other, old)).contains(new Entry(ID, FileState.FAILING, null, "ftp"));
    assertThat(read(other)).isEmpty();
  }

  @Test
  void listIsUnreadableWhenItExceedsTheMaximumSize() {
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

  private static JobFileClient files(String hosts) {
    HttpTransport transport =
        new HttpTransport(
            Duration.ofMillis(500),
            System::nanoTime,
            new ThreadTaskScheduler(),
            FakeUpstreamClient::failingTlsFactory);
    return new JobFileClient(DownloadHosts.parse(hosts), transport, Limits.DEFAULT);
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
    SnapshotBuilder snapshot = list.newBuilder();
    Globals globals = JsonAnswerReader.read(json, snapshot, new LinkedHashMap<>()).globals();
    return list.findEntry(
        job, new Manifest("GetDownloadsList", globals, snapshot.tables(), List.of()));
  }

  private String job(JobDone done) throws IOException, InterruptedException {
    majestic.scriptTarget("shop", done);
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
