/**
 * What wakes the function: the one Lambda handler, telling events apart, routes, actions, and
 * answers in the form that the caller understands. Decides nothing about reports.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.entry;
