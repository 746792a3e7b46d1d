package org.backlinks.majestic;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The REST interface of upstream. It has one address for each format. The form contains everything
 * else, including the credentials.
 */
@Path("/api")
interface MajesticApi {
  /** A header that only {@link TransportFilter} reads. It is not sent. */
  String MAX_READ_TIME_HEADER = "Time-To-Read";

  /**
   * Runs a command.
   *
   * @param format {@code json} or {@code xml}
   * @param maxReadTime the longest time until the end of the body, as an ISO-8601 duration
   * @return the answer, whose body is still arriving
   * @throws jakarta.ws.rs.ProcessingException when there is no answer; a cause says why
   */
  @POST
  @Path("/{format}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  RestResponse<InputStream> run(
      @PathParam("format") String format,
      @HeaderParam(MAX_READ_TIME_HEADER) String maxReadTime,
      Form parameters);
}
