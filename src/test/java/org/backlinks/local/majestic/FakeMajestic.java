package org.backlinks.local.majestic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fake Majestic API, on a port of the loopback interface.
 *
 * <p>The name of a target can request a behaviour: {@code rows-250} has 250 rows, {@code queued-3}
 * is queued three times, {@code queued-3-file} ends with a download, {@code odd-pipes} has cells
 * that begin or end with a pipe, {@code empty-last} has XML rows that end with a pipe, {@code
 * series-40} has 40 links that change in known ways with each build of the index.
 */
public final class FakeMajestic implements AutoCloseable {
  /** The target whose answer is Majestic's own sample without a change. */
  public static final String SAMPLE_TARGET = "http://sample.example.com/";

  /** The name of the command for behaviours of the download of a job's file. */
  public static final String DOWNLOAD = "download";

  /**
   * The name of the command for behaviours of the next probe. A probe is a link command without a
   * target. Without a requested behaviour, it is refused because the parameter is missing.
   */
  public static final String PROBE = "probe";

  private static final int MAX_THREADS = 300;

  private final FakeService service =
      new FakeService(
          new FakeCredentials(
              "canary-key-5f1d7c20a94e4b6d", "canary-access-8e02b7", "canary-private-c41f96"));
  private final WireMockAdapter adapter = new WireMockAdapter(service);
  private final WireMockServer server;
  private final URI uri;

  private FakeMajestic(int port) {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .containerThreads(MAX_THREADS)
                .disableRequestJournal()
                .maxLoggedResponseSize(0)
                .stubRequestLoggingDisabled(true)
                .templatingEnabled(false)
                .extensions(adapter));
    server.start();
    server.stubFor(
        any(urlPathMatching("/(api/(json|xml)|api_command|downloads/.+)"))
            .willReturn(aResponse().withTransformers(WireMockAdapter.NAME)));
    uri = URI.create("http://127.0.0.1:" + server.port());
    service.setFileBaseUri(uri);
  }

  /** Starts the server on a free port. */
  public static FakeMajestic start() {
    return start(0);
  }

  /** Starts the server on this port, or on a free one when it is 0. */
  public static FakeMajestic start(int port) {
    return new FakeMajestic(port);
  }

  /** Returns the base address, without {@code /api/json}. */
  public URI uri() {
    return uri;
  }

  /** Returns the only accepted key. */
  public String key() {
    return service.credentials.key();
  }

  /** Returns the access token that is accepted together with {@link #privateKey()}. */
  public String accessToken() {
    return service.credentials.accessToken();
  }

  /** Returns the key of the application that belongs to {@link #accessToken()}. */
  public String privateKey() {
    return service.credentials.privateKey();
  }

  /** Replaces the key. The previous key is refused from now on. */
  public FakeMajestic rotateKey(String newKey) {
    service.credentials = new FakeCredentials(newKey, accessToken(), privateKey());
    return this;
  }

  /** Returns every received command, including refused ones, without the downloads. */
  public List<FakeCall> calls() {
    return List.copyOf(service.calls);
  }

  /** Returns the received calls of one command. */
  public List<FakeCall> calls(String command) {
    return service.calls.stream().filter(call -> call.command().equals(command)).toList();
  }

  /** Returns the received calls of one command without a target. */
  public List<FakeCall> probes(String command) {
    return calls(command).stream()
        .filter(call -> !call.parameters().containsKey("URL"))
        .filter(call -> !call.parameters().containsKey("item"))
        .toList();
  }

  /** Returns the headers of the last request by lower-case name. */
  public Map<String, String> lastRequestHeaders() {
    return adapter.headers();
  }

  /** Returns the calls that were charged, also when their answer did not arrive. */
  public List<FakeCall> paidCalls() {
    return List.copyOf(service.paidCalls);
  }

  /** Returns the expected first links to a URL. Charges nothing. */
  public List<ExpectedLink> expectedLinks(String url, int maxLinks) {
    return expectedLinks(url, maxLinks, false);
  }

  /** As {@link #expectedLinks(String, int)}, with or without deleted links. */
  public List<ExpectedLink> expectedLinks(String url, int maxLinks, boolean hasDeletedLinks) {
    return service.links.expectedLinks(url, maxLinks, hasDeletedLinks);
  }

  /** Returns every request for a job's file. The parameter {@code file} is its name. */
  public List<FakeCall> downloadCalls() {
    return List.copyOf(service.downloads);
  }

  /** Removes all recorded calls. Keeps units, jobs and requested behaviours. */
  public void resetCalls() {
    service.calls.clear();
    service.paidCalls.clear();
    service.downloads.clear();
  }

  /** Returns the remaining analysis units. */
  public long analysisUnitsLeft() {
    return service.units.remainingAnalysisUnits();
  }

  /** Returns the remaining retrieval units. */
  public long retrievalUnitsLeft() {
    return service.units.remainingRetrievalUnits();
  }

  /** Sets the remaining units. */
  public FakeMajestic setUnitsLeft(long analysis, long retrieval) {
    service.units.setRemainingUnits(analysis, retrieval);
    return this;
  }

  /** Returns the remaining index item units. */
  public long indexItemUnitsLeft() {
    return service.units.remainingIndexItemUnits();
  }

  /** Sets the remaining index item units. */
  public FakeMajestic setIndexItemUnitsLeft(long units) {
    service.units.setRemainingIndexItemUnits(units);
    return this;
  }

  /** Sets the maximum number of rows in one list. The default is 50,000. */
  public FakeMajestic setPlanLimit(int maxRows) {
    service.links.setPlanLimit(maxRows);
    return this;
  }

  /**
   * Sets the number of links of an item whose name requests none. With -1, it depends on the item.
   */
  public FakeMajestic setDefaultRows(int rows) {
    service.links.setDefaultRows(rows);
    return this;
  }

  /** Sets whether answers are compressed for clients that accept it. The default is true. */
  public FakeMajestic setGzip(boolean isEnabled) {
    adapter.setGzip(isEnabled);
    return this;
  }

  /** Sets whether GetBackLinkData reports charges and remaining units. The default is false. */
  public FakeMajestic setSuccessorReportsCharges(boolean isReporting) {
    service.links.setSuccessorReportsCharges(isReporting);
    return this;
  }

  /** Builds an index again: it gets another id, and series of links change. */
  public FakeMajestic rebuild(FakeIndex index) {
    service.indexes.rebuild(index);
    return this;
  }

  /**
   * Returns what happens to the links of a series after one build and until another, in the order
   * of the builds.
   *
   * @param item a URL, a host or a root domain, as an answer names it
   */
  public static List<SeriesChange> seriesChanges(String item, FakeIndex index, int from, int to) {
    return SeriesLinks.changes(FakeItem.parse(item), index, from, to);
  }

  /** Returns the links of a series at a build, the best first. */
  public static List<ExpectedLink> seriesLinks(
      String item, FakeIndex index, int build, boolean hasDeletedLinks) {
    return new SeriesLinks(FakeItem.parse(item), index, build)
        .expectedLinks(hasDeletedLinks)
        .toList();
  }

  /** Sets both indexes to their first build. */
  public FakeMajestic resetIndexes() {
    service.indexes.reset();
    return this;
  }

  /** Sets the clock of jobs and files. */
  public FakeMajestic setClock(Clock clock) {
    service.setClock(clock);
    return this;
  }

  /** Sets the base address of the files in the list of downloads. */
  public FakeMajestic setFileBaseUri(URI base) {
    service.setFileBaseUri(base);
    return this;
  }

  /** Makes a command unknown. */
  public FakeMajestic retireCommand(String command) {
    service.retiredCommands.add(command);
    return this;
  }

  /** Makes a retired command known again. */
  public FakeMajestic restoreCommand(String command) {
    service.retiredCommands.remove(command);
    return this;
  }

  /** Sets the behaviours of the next calls of GetTopBackLinks, including polls. */
  public FakeMajestic scriptNext(Behaviour... behaviours) {
    return scriptNextOf(FakeCommand.GET_TOP_BACK_LINKS.wireName, behaviours);
  }

  /** Sets the behaviours of the next calls of a command, or of {@link #DOWNLOAD}. */
  public FakeMajestic scriptNextOf(String command, Behaviour... behaviours) {
    service.scripts.addNext(command, List.of(behaviours));
    return this;
  }

  /**
   * Sets the behaviours of both link commands for targets that contain the text. Each question gets
   * the next behaviour; the last one stays.
   */
  public FakeMajestic scriptTarget(String targetPart, Behaviour... behaviours) {
    if (behaviours.length == 0) {
      throw new IllegalArgumentException("no behaviour for " + targetPart);
    }
    service.scripts.addForTarget(targetPart, List.of(behaviours));
    return this;
  }

  /** Removes all requested behaviours. Existing jobs continue. */
  public FakeMajestic clearBehaviours() {
    service.scripts.clear();
    return this;
  }

  /**
   * Finishes the queued jobs whose targets contain a text, and calls their {@code NotifyURL}.
   * Returns the status that each address answered.
   */
  public Map<URI, Integer> finishJobs(String targetPart) throws IOException, InterruptedException {
    Map<URI, Integer> statusByAddress = new LinkedHashMap<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (URI address : service.finishJobs(targetPart)) {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        statusByAddress.put(address, client.send(request, BodyHandlers.discarding()).statusCode());
      }
    }
    return statusByAddress;
  }

  /**
   * Sends a received call once more, and returns the answer as JSON. It is charged like any other
   * call.
   */
  public InputStream repeat(FakeCall call) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve("/api/json"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(PlainMajesticClient.encodeForm(call.parameters())))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body();
  }

  @Override
  public void close() {
    adapter.close();
    server.stop();
  }
}
