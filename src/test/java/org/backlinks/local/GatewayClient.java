package org.backlinks.local;

import static io.restassured.RestAssured.given;
import static org.backlinks.local.SharedStack.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;

/** An HTTP client that calls one of the gateways. */
public record GatewayClient(ApiGatewayServer server) {
  /** Returns a new request to this gateway. */
  public RequestSpecification request() {
    return given().baseUri(server.uri().toString());
  }

  /** Requests a report with a JSON body. */
  public Response post(String json) {
    return request().contentType(ContentType.JSON).body(json).post("/v1/backlinks");
  }

  /** Requests a report with a query string, which is sent without a change. */
  public Response get(String query) {
    return request().urlEncodingEnabled(false).get("/v1/backlinks?" + query);
  }

  /** Returns the response for a report. */
  public Response getReport(String id) {
    return request().get("/v1/reports/{id}", id);
  }

  /** Returns the response for a path that a response header contained. */
  public Response getPath(String path) {
    return given().urlEncodingEnabled(false).get(server.uri().resolve(path));
  }

  /** As {@link #getPath(String)}, with this {@code Accept} header. */
  public Response getPath(String path, String accept) {
    return given().urlEncodingEnabled(false).accept(accept).get(server.uri().resolve(path));
  }

  /** Returns the body of a response as JSON. */
  public static JsonNode parseBody(Response response) {
    try {
      return JSON.readTree(response.asByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + response.asString(), e);
    }
  }
}
