/** Runs the fuzz tests as fuzzers, each in a process of its own, and sums them up. */
@org.jspecify.annotations.NullMarked
package org.backlinks.fuzz;
