/**
 * Tasks, waiting and elapsed time. The packages {@code service}, {@code store} and {@code majestic}
 * start threads, sleep and wait only through this package, so that a test can decide when each task
 * runs.
 */
@NullMarked
package org.backlinks.task;

import org.jspecify.annotations.NullMarked;
