package org.backlinks.majestic;

import org.backlinks.snapshot.Globals;

/**
 * What stands around the tables of an answer.
 *
 * @param code upstream's verdict, "" when there was none
 * @param message upstream's words, unredacted: for {@link Redaction} only
 */
record Envelope(String code, String message, Globals globals) {}
