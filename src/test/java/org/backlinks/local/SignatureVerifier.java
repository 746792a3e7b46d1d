package org.backlinks.local;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Checks the AWS signature (version 4) of a request without a query. */
final class SignatureVerifier {
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/((\\d{8})/([^/]+)/([^/]+)/aws4_request),"
              + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

  private SignatureVerifier() {}

  /** Returns the error in the signature, or null when it is right. */
  static @Nullable String findError(
      HttpExchange exchange, byte[] body, String region, String service) {
    String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Matcher parts = AUTHORIZATION.matcher(header);
    if (!parts.matches()) {
      return "the signature is missing: " + header;
    }
    if (!parts.group(4).equals(region) || !parts.group(5).equals(service)) {
      return "the signature is for the service "
          + parts.group(5)
          + " in the region "
          + parts.group(4);
    }
    if (!parts.group(1).equals(LocalDynamoDb.ACCESS_KEY)) {
      return "the access key is unknown";
    }
    try {
      return signature(exchange, body, parts).equals(parts.group(7))
          ? null
          : "the signature is wrong";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signature(HttpExchange exchange, byte[] body, Matcher parts)
      throws GeneralSecurityException {
    StringBuilder canonical =
        new StringBuilder()
            .append(exchange.getRequestMethod())
            .append('\n')
            .append(exchange.getRequestURI().getRawPath().replace("%", "%25"))
            .append("\n\n");
    for (String name : parts.group(6).split(";")) {
      String value = readHeader(exchange, name);
      canonical.append(name).append(':').append(String.valueOf(value).strip()).append('\n');
    }
    canonical.append('\n').append(parts.group(6)).append('\n').append(sha256(body));
    String toSign =
        "AWS4-HMAC-SHA256\n%s\n%s\n%s"
            .formatted(
                exchange.getRequestHeaders().getFirst("X-Amz-Date"),
                parts.group(2),
                sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
    byte[] key = ("AWS4" + LocalDynamoDb.ACCESS_KEY).getBytes(StandardCharsets.UTF_8);
    for (String component : new String[] {parts.group(3), parts.group(4), parts.group(5)}) {
      key = hmac(key, component);
    }
    return HexFormat.of().formatHex(hmac(hmac(key, "aws4_request"), toSign));
  }

  /** Returns a header as the client sent it. Behind a proxy, the client called another host. */
  private static @Nullable String readHeader(HttpExchange exchange, String name) {
    String forwarded = exchange.getRequestHeaders().getFirst(ReverseProxy.FORWARDED_HOST);
    return name.equals("host") && forwarded != null
        ? forwarded
        : exchange.getRequestHeaders().getFirst(name);
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
