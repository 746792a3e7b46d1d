package org.backlinks.question;

/** What became of a request. */
public sealed interface Reading permits Asked, Invalid {}
