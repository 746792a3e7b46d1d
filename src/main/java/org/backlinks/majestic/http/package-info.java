/**
 * Blocking HTTP: sends one request on one connection and reads its response as a stream. Internal
 * to {@code org.backlinks.majestic} and its sub-packages.
 */
@NullMarked
package org.backlinks.majestic.http;

import org.jspecify.annotations.NullMarked;
