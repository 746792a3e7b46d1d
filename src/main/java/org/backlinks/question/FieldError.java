package org.backlinks.question;

/** One wrong field of a request, by its name, and what would have been right; never its value. */
public record FieldError(String field, String message) {}
