/** Checks that every answer in a test matches the interface in {@code openapi.json}. */
@NullMarked
package org.backlinks.local.contract;

import org.jspecify.annotations.NullMarked;
