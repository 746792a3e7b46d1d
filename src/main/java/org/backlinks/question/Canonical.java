package org.backlinks.question;

/** A text in canonical form, or why there is none. */
sealed interface Canonical {
  record Form(String text) implements Canonical {}

  record Refused(String reason) implements Canonical {}
}
