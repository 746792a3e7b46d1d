package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.backlinks.callback.CallbackFactory.Draft;
import org.backlinks.question.RequestOptions;
import org.backlinks.report.CallbackId;
import org.backlinks.report.Notice;
import org.backlinks.report.Problem;
import org.backlinks.report.Report;
import org.backlinks.report.ReportId;
import org.backlinks.report.StoredCallback;
import org.backlinks.store.CallbackStore;
import org.backlinks.store.ReportStore;

/** Stores the callbacks of requests that claim no report of their own. */
@Singleton
public final class CallbackRegistry {
  private final CallbackFactory factory;
  private final CallbackStore callbackStore;
  private final CallbackSettler settler;
  private final NoticeFactory notices;
  private final ReportStore reportStore;
  private final Clock clock;

  CallbackRegistry(
      CallbackFactory factory,
      CallbackStore callbackStore,
      CallbackSettler settler,
      NoticeFactory notices,
      ReportStore reportStore,
      Clock clock) {
    this.factory = factory;
    this.callbackStore = callbackStore;
    this.settler = settler;
    this.notices = notices;
    this.reportStore = reportStore;
    this.clock = clock;
  }

  /**
   * Adds the callbacks of a request to the report that answers it. Callbacks that the report
   * already has are not added again.
   *
   * @return the problem when a pending report can't have so many callbacks; then none is added
   */
  public Optional<Problem> join(Report report, RequestOptions options) {
    List<Draft> drafts = factory.drafts(options, true);
    if (drafts.isEmpty()) {
      return Optional.empty();
    }
    try {
      return report.state().isPending() ? joinPending(report, drafts) : answer(report, drafts);
    } catch (IOException e) {
      throw new UncheckedIOException("callbacks could not be stored", e);
    }
  }

  private Optional<Problem> joinPending(Report report, List<Draft> drafts) throws IOException {
    List<StoredCallback> stored = callbackStore.findAll(report.id());
    Set<String> known = identities(stored);
    List<Draft> added = drafts.stream().filter(draft -> known.add(draft.identity())).toList();
    Set<Integer> numbers = numbers(stored);
    if (numbers.size() + added.size() > CallbackId.MAX_CALLBACKS) {
      return Optional.of(
          Problem.of(
              Problem.Kind.TOO_MANY_CALLBACKS,
              "The report has as many callbacks as it can have. Nothing was added."));
    }
    int number = 0;
    for (Draft draft : added) {
      while (numbers.contains(number)) {
        number++;
      }
      number = add(draft, report.id(), number);
    }
    // the report may have ended before it could find the new callbacks
    Optional<Report> latest = reportStore.find(report.id());
    if (latest.isPresent() && !latest.get().state().isPending()) {
      settler.settleAll(latest.get());
    }
    return Optional.empty();
  }

  private static Set<String> identities(List<StoredCallback> stored) {
    Set<String> identities = new HashSet<>();
    stored.forEach(callback -> identities.add(callback.identity()));
    return identities;
  }

  private static Set<Integer> numbers(List<StoredCallback> stored) {
    return stored.stream()
        .filter(callback -> !callback.id().isEvent())
        .map(callback -> callback.id().number())
        .collect(Collectors.toSet());
  }

  /**
   * Adds a callback at the first free number, and returns the number after it. Other requests may
   * add callbacks at the same time. One of them may add an equal callback, and then this method
   * meets it, because both try each number from the first free one on.
   */
  private int add(Draft draft, ReportId report, int firstNumber) throws IOException {
    int number = firstNumber;
    while (number < CallbackId.MAX_CALLBACKS) {
      CallbackId id = new CallbackId(report, number++);
      if (callbackStore.add(factory.pending(draft, id))) {
        return number;
      }
    }
    throw new IOException("other requests added as many callbacks at the same time");
  }

  /** Tells of a report that has ended. A delete of the report does not take the notice back. */
  private Optional<Problem> answer(Report ended, List<Draft> drafts) throws IOException {
    Set<String> known = identities(callbackStore.findAll(ended.id()));
    for (Draft draft : drafts) {
      if (known.add(draft.identity())) {
        ReportId owner = CallbackFactory.ownerOf(ended.id(), draft);
        StoredCallback pending = factory.pending(draft, new CallbackId(owner, 0));
        Notice notice = notices.withoutChanges(ended, pending);
        boolean isComplete = NoticeFactory.compareWith(pending, ended) == null;
        callbackStore.add(pending.settle(notice, isComplete, clock.instant()));
      }
    }
    return Optional.empty();
  }

  /** Tells the callbacks of a request that no report will answer it. */
  public void refuse(Problem problem, RequestOptions options) {
    ReportId owner = factory.newOwner();
    for (Draft draft : factory.drafts(options, false)) {
      StoredCallback pending = pending(draft, owner);
      try {
        Notice notice = notices.ofRefused(problem, options.tag());
        callbackStore.add(pending.settle(notice, true, clock.instant()));
      } catch (IOException e) {
        throw new UncheckedIOException("a callback could not be stored", e);
      }
    }
  }

  /**
   * Tells the event bus, if there is one, of a refused request that nobody waits for.
   *
   * @param id identifies the request
   */
  public void announceRefusal(Problem problem, String id) throws IOException {
    if (factory.hasEventBus()) {
      StoredCallback event = pending(factory.eventDraft(), factory.newOwner());
      callbackStore.add(event.settle(notices.eventOfRefused(problem, id), true, clock.instant()));
    }
  }

  private StoredCallback pending(Draft draft, ReportId owner) {
    return factory.pending(draft, new CallbackId(owner, draft.number()));
  }
}
