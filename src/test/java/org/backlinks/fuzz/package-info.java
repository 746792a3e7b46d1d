/** Runs each fuzz test as a fuzzer in its own process and sums up the results. */
@org.jspecify.annotations.NullMarked
package org.backlinks.fuzz;
