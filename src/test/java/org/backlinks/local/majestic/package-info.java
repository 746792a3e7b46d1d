/**
 * A fake Majestic API on the loopback interface: both link commands, the queue with its downloads,
 * limited units, wrong keys, and every fault that a client has to tolerate. Its data is generated
 * from the name of the item, so it is the same for each call.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.local.majestic;
