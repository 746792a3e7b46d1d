/**
 * The client of upstream, which is the Majestic API. It has the commands and their calls, the
 * credentials, a sealed {@link org.backlinks.majestic.Answer} for every way in which a call can
 * end, and a REST interface that no other package sees. The sub-packages {@code read}, {@code
 * download} and {@code http} are internal: only this package and they themselves use their public
 * types.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.majestic;
