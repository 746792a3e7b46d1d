package org.backlinks.local;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The form that a browser finds at the root of the served local stack. It asks for a report, and
 * the browser shows the answer as a page. API Gateway has no such form.
 */
final class QuestionForm {
  private static final String STYLE =
      "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;"
          + "color-scheme:light dark}"
          + "label{display:block;margin-top:1rem;font-weight:600}"
          + "input,select,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;"
          + "margin-top:.25rem}"
          + "button{margin-top:1.5rem}";

  private static final String HTML =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>Ask for backlinks</title>
      <link rel="icon" href="data:,">
      <style>%s</style>
      </head>
      <body>
      <main>
      <h1>Ask for backlinks</h1>
      <p>This is the local stack. Its Majestic is a fake one, so nothing costs money.</p>
      <form action="/v1/backlinks" method="get">
      <label for="target">Target: a URL, a host or a domain</label>
      <input id="target" name="target" required value="http://www.example.com/">
      <label for="scopes">Links to</label>
      <select id="scopes" name="scopes">
      <option value="url">the URL</option>
      <option value="subdomain">the host</option>
      <option value="rootDomain">the whole domain</option>
      <option value="url,subdomain,rootDomain">all three</option>
      </select>
      <label for="maxBacklinks">Most links of each list</label>
      <input id="maxBacklinks" name="maxBacklinks" type="number" min="1" max="50000" value="1000">
      <button>Ask</button>
      </form>
      </main>
      </body>
      </html>
      """
          .formatted(STYLE);

  private QuestionForm() {}

  /** Returns the form if a browser asks for the root, else empty. */
  static Optional<GatewayResponse> find(GatewayRequest request) {
    boolean isBrowser =
        request.headers().stream()
            .anyMatch(header ->
                header.name().equalsIgnoreCase("accept") && header.value().contains("text/html"));
    return request.path().equals("/") && request.method().equals("GET") && isBrowser
        ? Optional.of(
            new GatewayResponse(
                200,
                List.of(new GatewayRequest.Header("Content-Type", "text/html; charset=utf-8")),
                HTML.getBytes(StandardCharsets.UTF_8)))
        : Optional.empty();
  }
}
