/**
 * Renders pages of reports from their chunks. Only this package turns upstream's columns into
 * fields of the payload. It copies the stored bytes and creates no object for a row.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.render;
