/**
 * Answering a question: reuse what is fresh enough, join what is under way, else claim, ask
 * upstream, where the limits allow it, and keep what came; and the worker that takes up reports
 * that are due. All paths from a held report to its next state go through {@link
 * org.backlinks.service.Work}.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.service;
