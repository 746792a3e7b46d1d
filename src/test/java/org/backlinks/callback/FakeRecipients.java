package org.backlinks.callback;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.backlinks.report.Notice;
import org.backlinks.report.StoredCallback;

/** Records what callbacks and events send, and answers as a test wants. */
public final class FakeRecipients implements CallbackSender {
  /** A notice that was sent. */
  public record Delivery(StoredCallback recipient, Notice notice) {}

  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private final List<StoredCallback> heartbeats = new CopyOnWriteArrayList<>();
  private volatile Function<StoredCallback, CallbackSender.Result> answer =
      _ -> CallbackSender.Result.DELIVERED;

  /** Sets how recipients answer from now on. */
  public void setAnswer(Function<StoredCallback, CallbackSender.Result> newAnswer) {
    answer = newAnswer;
  }

  /** Returns all notices that were sent, also those that no recipient accepted. */
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  /** Returns the callbacks that got a heartbeat, in order. */
  public List<StoredCallback> heartbeats() {
    return List.copyOf(heartbeats);
  }

  @Override
  public CallbackSender.Result deliver(StoredCallback recipient, Notice notice) {
    deliveries.add(new Delivery(recipient, notice));
    return answer.apply(recipient);
  }

  @Override
  public CallbackSender.Result heartbeat(StoredCallback recipient) {
    heartbeats.add(recipient);
    return answer.apply(recipient);
  }
}
