package org.backlinks.callback;

import org.backlinks.report.Notice;
import org.backlinks.report.StoredCallback;

/** Sends to the recipients of callbacks and events. */
public interface CallbackSender {
  /** The result of sending. */
  enum Result {
    /** The recipient has it. */
    DELIVERED,
    /** The recipient waits no more, or is gone. Sending again can't help. */
    CLOSED,
    /** The recipient may not have it. Sending again may help. */
    FAILED
  }

  /** Sends a notice. Never throws an exception. */
  Result deliver(StoredCallback recipient, Notice notice);

  /** Tells a recipient that its report is still pending, if it can be told. */
  Result heartbeat(StoredCallback recipient);
}
