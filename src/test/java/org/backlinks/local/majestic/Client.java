package org.backlinks.local.majestic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A plain client for the stand-in's own tests, written from upstream's rules alone. */
final class Client implements AutoCloseable {
  private static final Pattern OFFICIAL_SPLIT = Pattern.compile("(?<!\\|)\\|(?!\\|)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Majestic majestic;
  private final HttpClient http = HttpClient.newHttpClient();

  Client(Majestic majestic) {
    this.majestic = majestic;
  }

  @Override
  public void close() {
    http.close();
  }

  /** Sends a command with the right key. */
  JsonNode json(String command, Object... parameters) throws Exception {
    return JSON.readTree(send("/api/json", form(command, parameters)).body());
  }

  Element xml(String command, Object... parameters) throws Exception {
    return parsed(send("/api/xml", form(command, parameters)).body());
  }

  static Element parsed(byte[] xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml))
        .getDocumentElement();
  }

  HttpResponse<byte[]> send(String path, Map<String, String> form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(majestic.uri().resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(BodyPublishers.ofString(encoded(form)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  Map<String, String> form(String command, Object... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("app_api_key", majestic.key());
    form.put("cmd", command);
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i].toString(), parameters[i + 1].toString());
    }
    return form;
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(pair ->
            pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** The rows of a JSON table as text. */
  static List<List<String>> rows(JsonNode answer, String table) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : answer.at("/DataTables/" + table + "/Data")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.asText()));
      rows.add(cells);
    }
    return rows;
  }

  /** The rows of an XML table, split and unescaped by the official rule. */
  static List<List<String>> rows(Element answer, String table) {
    NodeList tables = answer.getElementsByTagName("DataTable");
    for (int i = 0; i < tables.getLength(); i++) {
      Element found = (Element) tables.item(i);
      if (found.getAttribute("Name").equals(table)) {
        return rows(found);
      }
    }
    throw new AssertionError("no table " + table);
  }

  private static List<List<String>> rows(Element table) {
    List<List<String>> rows = new ArrayList<>();
    NodeList found = table.getElementsByTagName("Row");
    for (int i = 0; i < found.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      for (String cell : OFFICIAL_SPLIT.split(found.item(i).getTextContent(), -1)) {
        cells.add(cell.equals(" ") ? "" : cell.replace("||", "|"));
      }
      rows.add(cells);
    }
    return rows;
  }

  static List<String> columns(JsonNode answer, String table) {
    List<String> names = new ArrayList<>();
    answer.at("/DataTables/" + table + "/Data/0").fieldNames().forEachRemaining(names::add);
    return names;
  }
}
