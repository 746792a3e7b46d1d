package org.backlinks.local.majestic;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The running stand-in, on a free port of the loopback interface.
 *
 * <p>Targets can order by their spelling: {@code rows-250} has so many rows, {@code queued-3} is
 * queued three times, {@code queued-3-file} ends in a download, {@code odd-pipes} has cells that
 * begin or end with a pipe, {@code empty-last} rows of XML that end with a pipe.
 */
public final class Majestic implements AutoCloseable {
  /** Answered with upstream's own sample, byte for byte. */
  public static final String SAMPLE_TARGET = "http://sample.example.com/";

  /** The name under which behaviours for the download of a job's file are ordered. */
  public static final String DOWNLOAD = "download";

  private static final int THREADS = 300;

  private final Service service =
      new Service(
          new Access(
              "canary-key-5f1d7c20a94e4b6d", "canary-access-8e02b7", "canary-private-c41f96"));
  private final Wire wire = new Wire(service);
  private final WireMockServer server;
  private final URI uri;

  private Majestic(int port) {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .containerThreads(THREADS)
                .disableRequestJournal()
                .maxLoggedResponseSize(0)
                .stubRequestLoggingDisabled(true)
                .templatingEnabled(false)
                .extensions(wire));
    server.start();
    server.stubFor(
        any(urlPathMatching("/(api/(json|xml)|api_command|downloads/.+)"))
            .willReturn(aResponse().withTransformers(Wire.NAME)));
    uri = URI.create("http://127.0.0.1:" + server.port());
    service.filesAt(uri);
  }

  /** Starts on any free port. */
  public static Majestic start() {
    return start(0);
  }

  /** Starts on that port, or on any free one when it is 0. */
  public static Majestic start(int port) {
    return new Majestic(port);
  }

  /** The base address, without {@code /api/json}. */
  public URI uri() {
    return uri;
  }

  /** The one key that is accepted. */
  public String key() {
    return service.access.key();
  }

  /** The access token that is accepted together with {@link #privateKey()}. */
  public String accessToken() {
    return service.access.accessToken();
  }

  /** The application's key that goes with {@link #accessToken()}. */
  public String privateKey() {
    return service.access.privateKey();
  }

  /** Gives out a new key: the one before is refused from now on. */
  public Majestic rotate(String newKey) {
    service.access = new Access(newKey, accessToken(), privateKey());
    return this;
  }

  /** Every received command, refused ones included, downloads not. */
  public List<Call> calls() {
    return List.copyOf(service.calls);
  }

  /** The received calls of one command. */
  public List<Call> calls(String command) {
    return service.calls.stream().filter(call -> call.command().equals(command)).toList();
  }

  /** The headers of the last request, by lower-case name. */
  public Map<String, String> headers() {
    return wire.headers();
  }

  /** The calls at whose answering units were taken, whether or not the answer arrived. */
  public List<Call> paidCalls() {
    return List.copyOf(service.paid);
  }

  /** What a right answer says of the first links of a URL; nothing is charged. */
  public List<Link> links(String url, int most) {
    return service.links.told(url, most);
  }

  /** Every asking for a job's file; the parameter {@code file} is its name. */
  public List<Call> downloads() {
    return List.copyOf(service.downloads);
  }

  /** Forgets the calls that came so far; units, jobs and scripts stay. */
  public void resetCalls() {
    service.calls.clear();
    service.paid.clear();
    service.downloads.clear();
  }

  /** Analysis units left. */
  public long analysisUnitsLeft() {
    return service.units.analysis();
  }

  /** Retrieval units left. */
  public long retrievalUnitsLeft() {
    return service.units.retrieval();
  }

  /** Sets what is left in both pools. */
  public Majestic unitsLeft(long analysis, long retrieval) {
    service.units.set(analysis, retrieval);
    return this;
  }

  /** The most rows that the plan lets one list have; 50,000 unless said. */
  public Majestic plan(int mostRows) {
    service.links.plan(mostRows);
    return this;
  }

  /** How many links each item has whose spelling does not say it; -1 for some hundred. */
  public Majestic rows(int each) {
    service.links.usualRows(each);
    return this;
  }

  /** Whether answers are packed for those who accept it; they are unless said. */
  public Majestic gzip(boolean on) {
    wire.gzip(on);
    return this;
  }

  /** Whether GetBackLinkData tells charges and what is left; it does not unless said. */
  public Majestic successorTellsCharges(boolean tells) {
    service.links.successorTellsCharges(tells);
    return this;
  }

  /** The clock of jobs and files. */
  public Majestic clock(Clock clock) {
    service.clock(clock);
    return this;
  }

  /** Lets the list of downloads name files at another base address. */
  public Majestic filesAt(URI base) {
    service.filesAt(base);
    return this;
  }

  /** Makes a command unknown from now on. */
  public Majestic retire(String command) {
    service.retired.add(command);
    return this;
  }

  /** Makes a retired command known again. */
  public Majestic unretire(String command) {
    service.retired.remove(command);
    return this;
  }

  /** Orders behaviours for the next calls of GetTopBackLinks, polls included. */
  public Majestic next(Behaviour... behaviours) {
    return nextOf(Command.GET_TOP_BACK_LINKS.word, behaviours);
  }

  /** Orders behaviours for the next calls of a command, or of {@link #DOWNLOAD}. */
  public Majestic nextOf(String command, Behaviour... behaviours) {
    service.scripts.next(command, List.of(behaviours));
    return this;
  }

  /**
   * Orders behaviours for both link commands on targets that contain the text: one a question, the
   * last one from then on.
   */
  public Majestic on(String targetPart, Behaviour... behaviours) {
    if (behaviours.length == 0) {
      throw new IllegalArgumentException("no behaviour for " + targetPart);
    }
    service.scripts.on(targetPart, List.of(behaviours));
    return this;
  }

  /** Forgets every ordered behaviour; jobs under way go on. */
  public Majestic clearBehaviours() {
    service.scripts.clear();
    return this;
  }

  /**
   * Finishes every queued job, calls the {@code NotifyURL}s that came with them, and returns the
   * HTTP status that each address answered.
   */
  public Map<URI, Integer> finishJobs() throws IOException, InterruptedException {
    Map<URI, Integer> told = new LinkedHashMap<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (URI address : service.finishJobs()) {
        HttpRequest request = HttpRequest.newBuilder(address).build();
        told.put(address, client.send(request, BodyHandlers.discarding()).statusCode());
      }
    }
    return told;
  }

  @Override
  public void close() {
    wire.close();
    server.stop();
  }
}
