/**
 * Finds, checks and downloads the files of finished jobs. Internal to {@code
 * org.backlinks.majestic}.
 */
@NullMarked
package org.backlinks.majestic.download;

import org.jspecify.annotations.NullMarked;
