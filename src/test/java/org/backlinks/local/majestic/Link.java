package org.backlinks.local.majestic;

/** What a right answer says of a link; what upstream leaves blank is an empty text. */
public record Link(String source, String target, String anchor) {}
