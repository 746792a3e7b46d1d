/**
 * Load: many callers at once on the local stack, while what the function needs fails at random and
 * its processes are killed; every answer is checked, and at the end every report and every unit.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.load;
