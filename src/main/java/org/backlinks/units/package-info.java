/** The units in which Majestic charges, and the price of a call. */
@NullMarked
package org.backlinks.units;

import org.jspecify.annotations.NullMarked;
