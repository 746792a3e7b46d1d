/** Leaves out one rule of the program at a time. A test must notice that it is missing. */
@NullMarked
package org.backlinks.mutants;

import org.jspecify.annotations.NullMarked;
