package org.backlinks.majestic.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backlinks.majestic.http.ExceptionCauses;
import org.backlinks.majestic.http.IncomingResponse;
import org.backlinks.majestic.http.OutgoingRequest;
import org.backlinks.majestic.http.ReadTimeoutException;
import org.backlinks.majestic.http.RequestNotSentException;
import org.backlinks.majestic.http.ResponseHead;
import org.backlinks.majestic.http.RetryAfter;
import org.backlinks.majestic.http.Transport;
import org.backlinks.majestic.http.UnreadableException;
import org.backlinks.url.Clearance;
import org.backlinks.url.DownloadHosts;
import org.backlinks.url.LenientUri;
import org.jspecify.annotations.Nullable;

/** Opens the files of jobs, only at listed hosts. It has no secrets, and sends none. */
public final class JobFileClient {
  private static final int MAX_REDIRECTS = 3;

  private final DownloadHosts hosts;
  private final Transport transport;
  private final Limits limits;

  /**
   * The limits on the length of a file.
   *
   * @param maxCompressedBytes the maximum length of the file as it arrives
   * @param maxUncompressedBytes the maximum length of the file after it is decompressed
   */
  public record Limits(long maxCompressedBytes, long maxUncompressedBytes) {
    public static final Limits DEFAULT = new Limits(256L << 20, 1L << 30);
  }

  /** Every way in which opening a file can end. */
  public sealed interface OpenResult {
    /**
     * The file, which is still arriving. Closing the body ends the connection. Reading it throws
     * {@link UnreadableException} when another attempt can't help (a corrupt gzip, a file over the
     * limits), and another {@link IOException} when the network failed or may have failed.
     *
     * @param body decompressed if the file is a gzip
     */
    record Opened(InputStream body) implements OpenResult {}

    /** The file does not exist, or no longer exists. */
    record NotFound() implements OpenResult {}

    /** The address, or the address of a redirect, has a host that is not listed. */
    record HostNotAllowed(String host) implements OpenResult {}

    /**
     * The host could not be reached, or did not send the file. A later attempt may succeed.
     *
     * @param retryAfter how long the host asks to wait before the next request; null when it gave
     *     no time
     */
    record Unavailable(String detail, @Nullable Duration retryAfter) implements OpenResult {}

    /**
     * The head of the host's answer did not arrive in time.
     *
     * @param detail the limit that was reached
     */
    record TimedOut(String detail) implements OpenResult {}
  }

  public JobFileClient(DownloadHosts hosts, Transport transport, Limits limits) {
    this.hosts = hosts;
    this.transport = transport;
    this.limits = limits;
  }

  /**
   * Requests a file, and follows at most three redirects, each to a listed host.
   *
   * @param maxReadTime the longest time until the end of the body, for each redirect
   */
  public OpenResult open(URI location, Duration maxReadTime) {
    URI next = location;
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      switch (hosts.check(next)) {
        case Clearance.Refused(String host) -> {
          return new OpenResult.HostNotAllowed(host);
        }
        case Clearance.Unresolved _ -> {
          return unavailable("the file's host has no address");
        }
        case Clearance.Granted(URI address, List<InetAddress> resolved) -> {
          switch (requestOnce(address, resolved, maxReadTime)) {
            case Step.Finished(OpenResult outcome) -> {
              return outcome;
            }
            case Step.Redirected(URI to) -> next = to;
          }
        }
      }
    }
    return unavailable("the file's address has more than " + MAX_REDIRECTS + " redirects");
  }

  private sealed interface Step {
    record Finished(OpenResult outcome) implements Step {}

    record Redirected(URI to) implements Step {}
  }

  private Step requestOnce(URI address, List<InetAddress> resolved, Duration maxReadTime) {
    try {
      IncomingResponse response = transport.send(request(address), resolved, maxReadTime);
      boolean isOpen = false;
      try {
        Step step = interpret(address, response);
        isOpen = step instanceof Step.Finished(OpenResult.Opened _);
        return step;
      } finally {
        if (!isOpen) {
          response.close();
        }
      }
    } catch (RequestNotSentException e) {
      return new Step.Finished(unavailable("no connection to the file's host"));
    } catch (UnreadableException e) {
      return new Step.Finished(unavailable("the answer of the file's host can't be read"));
    } catch (IOException e) {
      ReadTimeoutException timeout = ExceptionCauses.find(e, ReadTimeoutException.class);
      return new Step.Finished(
          timeout != null
              ? new OpenResult.TimedOut(String.valueOf(timeout.getMessage()))
              : unavailable("the connection to the file's host broke"));
    }
  }

  private static OutgoingRequest request(URI address) {
    return new OutgoingRequest("GET", address, Map.of("Accept-Encoding", "identity"), "");
  }

  private Step interpret(URI address, IncomingResponse response) throws UnreadableException {
    ResponseHead head = response.head();
    return switch (head.status()) {
      case 200 ->
          new Step.Finished(new OpenResult.Opened(new JobFileInputStream(response, limits)));
      case 404, 410 -> new Step.Finished(new OpenResult.NotFound());
      case 301, 302, 303, 307, 308 -> followRedirect(address, head.firstValue("Location"));
      default ->
          new Step.Finished(
              new OpenResult.Unavailable(
                  "the file's host answered with HTTP status " + head.status(),
                  RetryAfter.from(head::firstValue)));
    };
  }

  private static Step followRedirect(URI from, @Nullable String location) {
    Optional<URI> to = location == null ? Optional.empty() : LenientUri.parse(location);
    return to.<Step>map(address -> new Step.Redirected(from.resolve(address)))
        .orElseGet(() -> new Step.Finished(unavailable("the redirect has no valid address")));
  }

  private static OpenResult unavailable(String detail) {
    return new OpenResult.Unavailable(detail, null);
  }
}
