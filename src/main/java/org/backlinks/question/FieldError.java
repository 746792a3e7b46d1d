package org.backlinks.question;

/**
 * An invalid field of a request. The message says what the field must be, and never contains its
 * value.
 */
public record FieldError(String field, String message) {}
