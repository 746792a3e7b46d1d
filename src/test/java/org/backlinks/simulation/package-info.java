/**
 * Runs the real service, stores and client in a simulated world: one task at a time, with a
 * simulated clock, table and upstream. A seed decides everything, so each run can be repeated.
 */
@NullMarked
package org.backlinks.simulation;

import org.jspecify.annotations.NullMarked;
