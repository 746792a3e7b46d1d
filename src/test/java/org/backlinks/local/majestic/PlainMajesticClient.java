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

/**
 * A simple client for the tests of the fake Majestic API. It follows only Majestic's documentation.
 */
final class PlainMajesticClient implements AutoCloseable {
  private static final Pattern CELL_SEPARATOR = Pattern.compile("(?<!\\|)\\|(?!\\|)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeMajestic majestic;
  private final HttpClient http = HttpClient.newHttpClient();

  PlainMajesticClient(FakeMajestic majestic) {
    this.majestic = majestic;
  }

  @Override
  public void close() {
    http.close();
  }

  /** Sends a command with the accepted key. */
  JsonNode callJson(String command, Object... parameters) throws Exception {
    return JSON.readTree(send("/api/json", formOf(command, parameters)).body());
  }

  Element callXml(String command, Object... parameters) throws Exception {
    return parseXml(send("/api/xml", formOf(command, parameters)).body());
  }

  static Element parseXml(byte[] xml) throws Exception {
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
            .POST(BodyPublishers.ofString(encodeForm(form)));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  Map<String, String> formOf(String command, Object... parameters) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("app_api_key", majestic.key());
    form.put("cmd", command);
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i].toString(), parameters[i + 1].toString());
    }
    return form;
  }

  static String encodeForm(Map<String, String> form) {
    return form.entrySet().stream()
        .map(pair ->
            pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Returns the rows of a JSON table as text. */
  static List<List<String>> rows(JsonNode answer, String table) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode row : answer.at("/DataTables/" + table + "/Data")) {
      List<String> cells = new ArrayList<>();
      row.forEach(cell -> cells.add(cell.asText()));
      rows.add(cells);
    }
    return rows;
  }

  /** Returns the rows of an XML table, which it splits and unescapes by the documented rule. */
  static List<List<String>> rows(Element answer, String table) {
    NodeList tables = answer.getElementsByTagName("DataTable");
    for (int i = 0; i < tables.getLength(); i++) {
      Element element = (Element) tables.item(i);
      if (element.getAttribute("Name").equals(table)) {
        return rows(element);
      }
    }
    throw new AssertionError("the table is missing: " + table);
  }

  private static List<List<String>> rows(Element table) {
    List<List<String>> rows = new ArrayList<>();
    NodeList elements = table.getElementsByTagName("Row");
    for (int i = 0; i < elements.getLength(); i++) {
      List<String> cells = new ArrayList<>();
      for (String cell : CELL_SEPARATOR.split(elements.item(i).getTextContent(), -1)) {
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
