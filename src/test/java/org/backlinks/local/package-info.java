/**
 * The local stack: everything that the function uses on AWS and the Majestic API, on the loopback
 * interface of this machine. Tests and benchmarks start it by {@link
 * org.backlinks.local.LocalStack}, the command line by {@link org.backlinks.local.LocalStackMain}.
 * All child processes end with it.
 */
@NullMarked
package org.backlinks.local;

import org.jspecify.annotations.NullMarked;
