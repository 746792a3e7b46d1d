/**
 * The benchmarks. Each part measures a value and its baseline in one run on one machine, and
 * returns lines of one table.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.bench;
