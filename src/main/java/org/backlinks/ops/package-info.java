/**
 * What running the function takes: settings from the environment, and what comes from outside:
 * clock, ids, log fields.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.ops;
