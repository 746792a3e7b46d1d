package org.backlinks.majestic;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.jboss.resteasy.reactive.RestResponse;

/** The whole upstream: one address a format, everything else, the key too, in the form. */
@Path("/api")
interface MajesticApi {
  /**
   * Runs a command.
   *
   * @param format {@code json} or {@code xml}
   * @return the answer, its body still arriving
   */
  @POST
  @Path("/{format}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  RestResponse<InputStream> run(@PathParam("format") String format, Form parameters);
}
