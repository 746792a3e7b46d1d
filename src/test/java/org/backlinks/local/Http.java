package org.backlinks.local;

import static io.restassured.RestAssured.given;
import static org.backlinks.local.SharedStack.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;

/** A caller behind one of the gateways. */
public record Http(HttpFront front) {
  /** A request to this gateway. */
  public RequestSpecification request() {
    return given().baseUri(front.uri().toString());
  }

  /** Asks with a body. */
  public Response post(String json) {
    return request().contentType(ContentType.JSON).body(json).post("/v1/backlinks");
  }

  /** Asks with a query string, sent as it stands. */
  public Response get(String query) {
    return request().urlEncodingEnabled(false).get("/v1/backlinks?" + query);
  }

  /** Looks at a report. */
  public Response report(String id) {
    return request().get("/v1/reports/{id}", id);
  }

  /** Follows a path that an answer's header gave. */
  public Response follow(String path) {
    return given().urlEncodingEnabled(false).get(front.uri().resolve(path));
  }

  /** As {@link #follow(String)}, by who takes another type. */
  public Response follow(String path, String accept) {
    return given().urlEncodingEnabled(false).accept(accept).get(front.uri().resolve(path));
  }

  /** The body of an answer. */
  public static JsonNode body(Response response) {
    try {
      return JSON.readTree(response.asByteArray());
    } catch (IOException e) {
      throw new IllegalStateException("not JSON: " + response.asString(), e);
    }
  }
}
