/**
 * A stand-in of the Majestic API on the loopback interface: both link commands, the queue with its
 * downloads, units that run down, wrong keys, and every fault that a client has to live with. Its
 * data is made up, but the same on each call: everything follows from the spelling of the item.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.local.majestic;
