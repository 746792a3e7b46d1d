package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final Target TARGET = Target.of("example.com");
  private static final Set<Scope> URL = Set.of(Scope.URL);
  private static final Question USUAL =
      new Question(TARGET, URL, Index.HISTORIC, 100, null, false, Command.AUTO);

  @Test
  void hasTheSameFingerprintInAnyOrderOfScopes() {
    Set<Scope> backwards =
        new LinkedHashSet<>(List.of(Scope.ROOT_DOMAIN, Scope.SUBDOMAIN, Scope.URL));
    Set<Scope> forwards = EnumSet.allOf(Scope.class);
    assertThat(with(backwards).fingerprint()).isEqualTo(with(forwards).fingerprint());
    assertThat(with(backwards)).isEqualTo(with(forwards));
  }

  @Test
  void hasAnotherFingerprintWhenAnyFieldDiffers() {
    Stream<Question> questions =
        Stream.of(
            USUAL,
            new Question(
                Target.of("example.org"), URL, Index.HISTORIC, 100, null, false, Command.AUTO),
            with(Set.of(Scope.SUBDOMAIN)),
            with(Set.of(Scope.URL, Scope.SUBDOMAIN)),
            new Question(TARGET, URL, Index.FRESH, 100, null, false, Command.AUTO),
            new Question(TARGET, URL, Index.HISTORIC, 101, null, false, Command.AUTO),
            new Question(TARGET, URL, Index.HISTORIC, 100, 1, false, Command.AUTO),
            new Question(TARGET, URL, Index.HISTORIC, 100, 100, false, Command.AUTO),
            new Question(TARGET, URL, Index.HISTORIC, 100, null, true, Command.AUTO),
            new Question(TARGET, URL, Index.HISTORIC, 100, null, false, Command.GET_TOP_BACK_LINKS),
            new Question(
                TARGET, URL, Index.HISTORIC, 100, null, false, Command.GET_BACK_LINK_DATA));
    assertThat(questions.map(Question::fingerprint)).doesNotHaveDuplicates();
  }

  @Test
  void keepsItsFingerprintFromOneVersionToTheNext() {
    assertThat(USUAL.fingerprint().hex())
        .isEqualTo("f6de0e1c47873b75dd87f4c194e7c6573a01feee60ab4ab1fe0ef3030e6750bb");
  }

  @Test
  void listsItsScopesInPayloadOrderAndForGood() {
    Question question = with(new LinkedHashSet<>(List.of(Scope.ROOT_DOMAIN, Scope.URL)));
    assertThat(question.scopes()).containsExactly(Scope.URL, Scope.ROOT_DOMAIN);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> question.scopes().add(Scope.SUBDOMAIN));
  }

  @Test
  void countsTheRowsOfAllScopes() {
    assertThat(USUAL.rowsAtMost()).isEqualTo(100);
    assertThat(
            new Question(
                    TARGET,
                    EnumSet.allOf(Scope.class),
                    Index.FRESH,
                    50_000,
                    null,
                    true,
                    Command.AUTO)
                .rowsAtMost())
        .isEqualTo(150_000);
  }

  @Test
  void cannotBeWrong() {
    assertThatIllegalArgumentException().isThrownBy(() -> with(Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(TARGET, URL, Index.FRESH, 0, null, false, Command.AUTO));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Question(TARGET, URL, Index.FRESH, 50_001, null, false, Command.AUTO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(TARGET, URL, Index.FRESH, 1, 0, false, Command.AUTO));
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("ABC"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Invalid(List.of()));
  }

  @Test
  void knowsItsWords() {
    assertThat(Stream.of(Scope.values()).map(Scope::word))
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(Stream.of(Index.values()).map(Index::word)).containsExactly("historic", "fresh");
    assertThat(Stream.of(Command.values()).map(Command::word))
        .containsExactly("auto", "GetTopBackLinks", "GetBackLinkData");
    assertThat(Scope.of("rootDomain")).contains(Scope.ROOT_DOMAIN);
    assertThat(Scope.of("rootdomain")).isEmpty();
    assertThat(Index.of("FRESH")).isEmpty();
    assertThat(Command.of("")).isEmpty();
  }

  private static Question with(Set<Scope> scopes) {
    return new Question(TARGET, scopes, Index.HISTORIC, 100, null, false, Command.AUTO);
  }
}
