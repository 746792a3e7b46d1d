package org.backlinks.majestic.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback address. The test determines its answer to each request. */
public final class FakeHttpServer implements AutoCloseable {
  private final ServerSocket serverSocket;
  private final ConnectionHandler script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Handles a connection after its request is read. Then the connection is closed. */
  public interface ConnectionHandler {
    void handle(Socket connection) throws IOException, InterruptedException;
  }

  public FakeHttpServer(ConnectionHandler script) throws IOException {
    this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
  }

  FakeHttpServer(ServerSocket serverSocket, ConnectionHandler script) {
    this.serverSocket = serverSocket;
    this.script = script;
    threads.execute(this::accept);
  }

  /** Makes a server that answers each request with these bytes and closes the connection. */
  public static FakeHttpServer answering(byte[] answer) throws IOException {
    return new FakeHttpServer(connection -> connection.getOutputStream().write(answer));
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = serverSocket.accept();
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      requests.add(request(connection.getInputStream()));
      script.handle(connection);
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client has closed the connection
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String request(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the request is not complete");
      }
      head.write(next);
    }
    int length =
        head.toString(ISO_8859_1)
            .lines()
            .map(line -> line.toLowerCase(Locale.ROOT))
            .filter(line -> line.startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).trim()))
            .findFirst()
            .orElse(0);
    return head.toString(ISO_8859_1) + new String(in.readNBytes(length), ISO_8859_1);
  }

  /** Returns the requests so far, in the order of their arrival. */
  public List<String> requests() {
    return requests;
  }

  public int port() {
    return serverSocket.getLocalPort();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  @Override
  public void close() throws IOException {
    serverSocket.close();
    threads.shutdownNow();
  }
}
