package org.backlinks.report;

import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;

/**
 * A link with which everybody can see a report. Whoever knows the token has the link, so the token
 * is a secret: only its hash is stored.
 *
 * @param token 256 random bits in URL-safe base64, 43 characters
 * @param expiresAt from this time on the link does not work
 */
public record ShareLink(ReportId reportId, String token, Instant expiresAt) {
  private static final int TOKEN_BYTES = 32;

  /** Creates a link with a new token. */
  public static ShareLink of(ReportId reportId, Instant expiresAt, RandomGenerator random) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return new ShareLink(
        reportId, Base64.getUrlEncoder().withoutPadding().encodeToString(token), expiresAt);
  }

  /** Returns a text without the token. */
  @Override
  public String toString() {
    return "ShareLink[" + reportId.text() + ", " + expiresAt + "]";
  }
}
