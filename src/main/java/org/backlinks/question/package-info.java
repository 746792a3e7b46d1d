/**
 * What is asked: a request becomes a {@link org.backlinks.question.Question}, which decides what is
 * paid for, and {@link org.backlinks.question.Terms}, which say how one caller wants the answer.
 * Two requests with equal questions have equal fingerprints and share one report, whatever their
 * terms. Everything is checked here, once, and every wrong field is named; nothing behind this
 * package checks a request again. It knows neither AWS nor HTTP.
 */
@NullMarked
package org.backlinks.question;

import org.jspecify.annotations.NullMarked;
