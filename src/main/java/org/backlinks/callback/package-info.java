/**
 * Tells callers that wait for a report that it has ended. Callbacks are stored before the end, and
 * a worker delivers them at least once after it.
 */
@NullMarked
package org.backlinks.callback;

import org.jspecify.annotations.NullMarked;
