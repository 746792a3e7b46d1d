/** Reads answers in JSON and XML into snapshot tables, and classifies refusals. */
@NullMarked
package org.backlinks.majestic.read;

import org.jspecify.annotations.NullMarked;
