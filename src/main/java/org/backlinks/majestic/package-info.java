/**
 * Upstream: the Majestic API. A declarative REST interface that only this package sees, the client
 * around it that turns every way a call can end into an {@link org.backlinks.majestic.Answer}, the
 * commands, the readers that stream rows into a snapshot, and the key.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.majestic;
