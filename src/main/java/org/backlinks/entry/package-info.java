/**
 * The entry of the program: the Lambda handler, the decoders of events, HTTP routes and resources,
 * direct actions, and the writers of their answers. The package {@code service} makes all decisions
 * about reports.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.entry;
