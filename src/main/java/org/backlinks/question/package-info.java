/**
 * Reads requests. A request has a {@link org.backlinks.question.Question}, which decides what is
 * paid for, and {@link org.backlinks.question.RequestOptions}, which say how one caller wants the
 * answer. Requests with equal questions have equal fingerprints and share one report, even when
 * their options differ. This package checks each field of a request and reports all invalid fields
 * at once. No other package checks a request again. This package knows neither AWS nor HTTP.
 */
@NullMarked
package org.backlinks.question;

import org.jspecify.annotations.NullMarked;
