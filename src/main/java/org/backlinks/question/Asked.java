package org.backlinks.question;

/** A request in order, every default filled in. */
public record Asked(Question question, Terms terms) implements Reading {}
