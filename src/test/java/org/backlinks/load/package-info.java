/**
 * The load test: many callers at the same time on the local stack, while Majestic and the table
 * fail at random and processes are killed. It checks every answer, and at the end every report and
 * all units.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.load;
