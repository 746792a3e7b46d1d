package org.backlinks.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.backlinks.local.majestic.ExpectedLink;
import org.backlinks.local.majestic.FakeMajestic;
import org.backlinks.question.MaxAge;
import org.jspecify.annotations.Nullable;

/** The questions of the callers: new ones and recent ones. */
final class QuestionSource implements AnswerChecker.ExpectedLinks {
  private static final int[] ROW_COUNTS = {0, 3, 40, 250, 1_300};
  private static final int[] MAX_BACKLINKS = {5, 100, 1_200};
  private static final int MAX_RECENT = 120;
  private static final int MAX_CACHED = 400;

  private final FakeMajestic majestic;
  private final List<AnsweredQuestion> recent = new ArrayList<>();
  private final Map<QuestionKey, List<ExpectedLink>> cachedLinks = new LinkedHashMap<>();
  private int sequence;

  /** A question and the id of its report. */
  record AnsweredQuestion(QuestionKey question, String reportId) {}

  QuestionSource(FakeMajestic majestic) {
    this.majestic = majestic;
  }

  synchronized QuestionKey newQuestion(SplittableRandom random, String hostLabel) {
    int rows = ROW_COUNTS[random.nextInt(ROW_COUNTS.length)];
    String host = "rows-%d.%s.load-%d.example".formatted(rows, hostLabel, ++sequence);
    return new QuestionKey(
        "http://" + host + "/",
        MAX_BACKLINKS[random.nextInt(MAX_BACKLINKS.length)],
        random.nextInt(6) == 0);
  }

  /** Returns the {@code maxAge} of a request, or null when the request has none. */
  static @Nullable String maxAge(SplittableRandom random) {
    return random.nextInt(5) == 0 ? MaxAge.SAME_INDEX : null;
  }

  synchronized void recordAnswer(QuestionKey question, String id) {
    AnsweredQuestion answered = new AnsweredQuestion(question, id);
    if (!id.isEmpty() && !recent.contains(answered)) {
      recent.add(answered);
      if (recent.size() > MAX_RECENT) {
        recent.removeFirst();
      }
    }
  }

  synchronized Optional<AnsweredQuestion> pickRecent(SplittableRandom random) {
    return recent.isEmpty()
        ? Optional.empty()
        : Optional.of(recent.get(random.nextInt(recent.size())));
  }

  @Override
  public synchronized List<ExpectedLink> linksFor(QuestionKey question) {
    List<ExpectedLink> links =
        cachedLinks.computeIfAbsent(
            question,
            key -> majestic.expectedLinks(key.target(), key.maxBacklinks(), key.includeDeleted()));
    if (cachedLinks.size() > MAX_CACHED) {
      cachedLinks.remove(cachedLinks.keySet().iterator().next());
    }
    return links;
  }
}
