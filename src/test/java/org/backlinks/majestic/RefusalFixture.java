package org.backlinks.majestic;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backlinks.majestic.read.AnswerEnvelope;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.Globals;
import org.backlinks.snapshot.SnapshotBuilder;

/** Classifies refusals of a call for one target. */
public final class RefusalFixture {
  static final String KEY = "canary-key-5f1d7c20";

  private final MajesticCall call;

  public RefusalFixture(String target) {
    Question question =
        new Question(
            Target.of("http://neutral.example/"),
            EnumSet.allOf(Scope.class),
            Index.HISTORIC,
            10,
            null,
            false,
            Command.AUTO,
            false);
    Map<String, String> parameters =
        new LinkedHashMap<>(LinkCommand.GET_TOP_BACK_LINKS.calls(question).getFirst().parameters());
    parameters.put("URL", target);
    call = new MajesticCall(parameters, EnumSet.allOf(Scope.class).stream().toList());
  }

  public Answer.RefusalReason classify(String code, String message) {
    Answer answer =
        new AnswerClassifier(call, new Credentials.ApiKey(KEY), null)
            .classify(
                new AnswerEnvelope(code.isEmpty() ? "Refused" : code, message, Globals.NONE),
                new SnapshotBuilder(new FakeChunkStore()));
    return answer instanceof Answer.Refused refused ? refused.reason() : Answer.RefusalReason.OTHER;
  }
}
