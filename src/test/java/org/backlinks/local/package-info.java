/**
 * The local stack: everything the function meets on AWS and upstream, on this machine's loopback
 * interface. It is started by {@link org.backlinks.local.Stack} for tests and benchmarks, and by
 * {@link org.backlinks.local.Main} from the command line; all of its child processes end with it.
 */
@NullMarked
package org.backlinks.local;

import org.jspecify.annotations.NullMarked;
