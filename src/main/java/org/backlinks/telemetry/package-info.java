/** Metrics, log lines and the record of each invocation. They never contain a secret. */
@NullMarked
package org.backlinks.telemetry;

import org.jspecify.annotations.NullMarked;
