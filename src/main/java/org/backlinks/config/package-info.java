/** The settings: their names, types, ranges and defaults. */
@NullMarked
package org.backlinks.config;

import org.jspecify.annotations.NullMarked;
