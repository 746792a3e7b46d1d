/**
 * The interface as {@code openapi.json} describes it, held against every answer that a test sees.
 */
@NullMarked
package org.backlinks.local.face;

import org.jspecify.annotations.NullMarked;
