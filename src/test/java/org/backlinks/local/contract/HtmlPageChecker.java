package org.backlinks.local.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that a page for people contains nothing that a browser would run or load. */
final class HtmlPageChecker {
  private static final int MAX_BYTES = 150_000;
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
  private static final Pattern TAG =
      Pattern.compile("<([a-z0-9]+)((?: [a-zA-Z0-9-]+=\"[^\"<>]*\")*)/?>");
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern LINK_TARGET =
      Pattern.compile("(?i)https?://.+|/.*|#[a-zA-Z-]+|data:,");
  private static final List<String> FORBIDDEN =
      List.of("script", "iframe", "object", "embed", "form", "img", "base");

  private HtmlPageChecker() {}

  /**
   * Returns the errors of a page.
   *
   * @param policy the value of the header {@code Content-Security-Policy}
   */
  static List<String> errors(String html, String policy) {
    List<String> errors = new ArrayList<>();
    if (html.getBytes(StandardCharsets.UTF_8).length >= MAX_BYTES) {
      errors.add("the page is too large");
    }
    Matcher style = STYLE.matcher(html);
    if (!style.find() || !policy.contains("'sha256-" + sha256(style.group(1)) + "'")) {
      errors.add("the policy does not allow the style of the page");
    }
    checkTags(STYLE.matcher(html).replaceAll(""), errors);
    return errors;
  }

  private static void checkTags(String html, List<String> errors) {
    Matcher tags = TAG.matcher(html);
    int known = 0;
    while (tags.find()) {
      known++;
      if (FORBIDDEN.contains(tags.group(1))) {
        errors.add("a page must not have the element " + tags.group(1));
      }
      if (Pattern.compile(" (style|on[a-z]+)=").matcher(tags.group(2)).find()) {
        errors.add("a page must not have the attributes" + tags.group(2));
      }
      Matcher links = LINK.matcher(tags.group(2));
      if (links.find() && !LINK_TARGET.matcher(links.group(1)).matches()) {
        errors.add("a page must not link to " + links.group(1));
      }
    }
    long starts = html.chars().filter(character -> character == '<').count();
    long ends = Pattern.compile("</[a-z0-9]+>|<!doctype html>").matcher(html).results().count();
    if (starts != known + ends) {
      errors.add("a page has markup that its templates do not write");
    }
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
