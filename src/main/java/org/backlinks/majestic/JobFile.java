package org.backlinks.majestic;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.backlinks.ops.DownloadHosts;
import org.backlinks.ops.DownloadHosts.Clearance;
import org.jspecify.annotations.Nullable;

/**
 * Opens the files that jobs leave, at listed hosts only. Knows no secret of ours and sends none.
 */
final class JobFile {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int MOST_REDIRECTS = 3;
  private static final int TEMPORARY_REDIRECT = 307;
  private static final int PERMANENT_REDIRECT = 308;

  private final DownloadHosts hosts;
  private final int gapMillis;
  private final Limits limits;

  /**
   * How long a file may be, bytes.
   *
   * @param packed as it comes
   * @param unpacked as it is read
   */
  record Limits(long packed, long unpacked) {
    static final Limits USUAL = new Limits(256L << 20, 1L << 30);
  }

  /** Every way in which opening a file can end. */
  sealed interface Outcome {
    /**
     * The file, still arriving, gunzipped where it was packed; closing it ends the connection.
     * Reading throws {@link UnreadableException} for what no later try can mend (a damaged gzip, a
     * file over the limits), and another {@link IOException} for what the network did or may have
     * done.
     */
    record Open(InputStream body) implements Outcome {}

    /** There is no such file, or no more. */
    record Gone() implements Outcome {}

    /** It lies at, or its address leads on to, a host that is not listed. */
    record RefusedHost(String host) implements Outcome {}

    /**
     * Not now.
     *
     * @param retryAfter when the host wants to be asked again, if it said so
     */
    record Unavailable(String detail, @Nullable Duration retryAfter) implements Outcome {}

    /** No first byte in time. */
    record TimedOut() implements Outcome {}
  }

  /**
   * For files at these hosts.
   *
   * @param gap to the first byte, and the longest pause between two
   */
  JobFile(DownloadHosts hosts, Duration gap, Limits limits) {
    this.hosts = hosts;
    this.gapMillis = Math.toIntExact(gap.toMillis());
    this.limits = limits;
  }

  /** Asks for a file, and follows at most three redirects, each to a listed host. */
  Outcome open(URI location) {
    URI next = location;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      switch (hosts.clear(next)) {
        case Clearance.Refused(String host) -> {
          return new Outcome.RefusedHost(host);
        }
        case Clearance.Unresolved _ -> {
          return unavailable("the file's host has no address");
        }
        case Clearance.Granted(URI address) -> {
          switch (ask(address)) {
            case Step.End(Outcome outcome) -> {
              return outcome;
            }
            case Step.GoOn(URI to) -> next = to;
          }
        }
      }
    }
    return unavailable("the file's address leads on more than " + MOST_REDIRECTS + " times");
  }

  private sealed interface Step {
    record End(Outcome outcome) implements Step {}

    record GoOn(URI to) implements Step {}
  }

  private Step ask(URI address) {
    HttpURLConnection connection;
    try {
      connection = request(address);
      connection.connect();
    } catch (IOException e) {
      return new Step.End(unavailable("no connection to the file's host"));
    }
    boolean open = false;
    try {
      Step step = answered(address, connection);
      open = step instanceof Step.End(Outcome.Open _);
      return step;
    } catch (SocketTimeoutException e) {
      return new Step.End(new Outcome.TimedOut());
    } catch (IOException e) {
      return new Step.End(unavailable("the connection to the file's host broke"));
    } finally {
      if (!open) {
        connection.disconnect();
      }
    }
  }

  /**
   * The host was checked a moment ago; the platform keeps what a name led to for 30 s, so this
   * connects to what was checked.
   */
  private HttpURLConnection request(URI address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    // one that knows no passwords, whatever the process may have
    connection.setAuthenticator(new Authenticator() {});
    connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
    connection.setReadTimeout(gapMillis);
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setRequestProperty("User-Agent", "Backlinks");
    return connection;
  }

  private Step answered(URI address, HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    return switch (status) {
      case HttpURLConnection.HTTP_OK ->
          new Step.End(new Outcome.Open(new JobFileStream(connection, limits)));
      case HttpURLConnection.HTTP_NOT_FOUND, HttpURLConnection.HTTP_GONE ->
          new Step.End(new Outcome.Gone());
      case HttpURLConnection.HTTP_MOVED_PERM,
          HttpURLConnection.HTTP_MOVED_TEMP,
          HttpURLConnection.HTTP_SEE_OTHER,
          TEMPORARY_REDIRECT,
          PERMANENT_REDIRECT ->
          redirect(address, connection.getHeaderField("Location"));
      default ->
          new Step.End(
              new Outcome.Unavailable(
                  "the file's host answered with HTTP status " + status,
                  RetryAfter.in(connection::getHeaderField)));
    };
  }

  private static Step redirect(URI from, @Nullable String location) {
    Optional<URI> to = location == null ? Optional.empty() : FileAddress.read(location);
    return to.<Step>map(address -> new Step.GoOn(from.resolve(address)))
        .orElseGet(() -> new Step.End(unavailable("the file's address leads on to none")));
  }

  private static Outcome unavailable(String detail) {
    return new Outcome.Unavailable(detail, null);
  }
}
