/** Parses hosts and addresses, and checks from which hosts job files may be downloaded. */
@NullMarked
package org.backlinks.url;

import org.jspecify.annotations.NullMarked;
