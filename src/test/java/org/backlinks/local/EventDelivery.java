package org.backlinks.local;

import java.time.Instant;

/** An event that the sandbox delivers to the runtime and to the extensions. */
record EventDelivery(PendingInvocation invocation, Instant deadline) {}
