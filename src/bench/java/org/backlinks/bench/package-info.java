/**
 * The benchmarks: each part measures beside its baseline, in one run on one machine, and gives the
 * lines of one table.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.bench;
