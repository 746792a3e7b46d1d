package org.backlinks.majestic.read;

import org.backlinks.snapshot.Globals;

/**
 * The parts of an answer outside its tables.
 *
 * @param code upstream's result code, "" if there was none
 * @param message upstream's message as it was sent; only {@link MessageRedactor} makes it safe to
 *     show
 * @param globals the global variables
 */
public record AnswerEnvelope(String code, String message, Globals globals) {}
