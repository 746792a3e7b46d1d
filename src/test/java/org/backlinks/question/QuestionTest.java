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
  private static final Question DEFAULT =
      new Question(TARGET, URL, Index.HISTORIC, 100, null, false, Command.AUTO, false);

  @Test
  void fingerprintIgnoresScopeOrder() {
    Set<Scope> backwards =
        new LinkedHashSet<>(List.of(Scope.ROOT_DOMAIN, Scope.SUBDOMAIN, Scope.URL));
    Set<Scope> forwards = EnumSet.allOf(Scope.class);
    assertThat(withScopes(backwards).fingerprint()).isEqualTo(withScopes(forwards).fingerprint());
    assertThat(withScopes(backwards)).isEqualTo(withScopes(forwards));
  }

  @Test
  void fingerprintChangesWhenAnyFieldDiffers() {
    Stream<Question> questions =
        Stream.of(
            DEFAULT,
            new Question(
                Target.of("example.org"),
                URL,
                Index.HISTORIC,
                100,
                null,
                false,
                Command.AUTO,
                false),
            withScopes(Set.of(Scope.SUBDOMAIN)),
            withScopes(Set.of(Scope.URL, Scope.SUBDOMAIN)),
            new Question(TARGET, URL, Index.FRESH, 100, null, false, Command.AUTO, false),
            new Question(TARGET, URL, Index.HISTORIC, 101, null, false, Command.AUTO, false),
            new Question(TARGET, URL, Index.HISTORIC, 100, 1, false, Command.AUTO, false),
            new Question(TARGET, URL, Index.HISTORIC, 100, 100, false, Command.AUTO, false),
            new Question(TARGET, URL, Index.HISTORIC, 100, null, true, Command.AUTO, false),
            new Question(
                TARGET, URL, Index.HISTORIC, 100, null, false, Command.GET_TOP_BACK_LINKS, false),
            new Question(
                TARGET, URL, Index.HISTORIC, 100, null, false, Command.GET_BACK_LINK_DATA, false),
            withDeletedLinks(Command.AUTO),
            withDeletedLinks(Command.GET_BACK_LINK_DATA));
    assertThat(questions.map(Question::fingerprint)).doesNotHaveDuplicates();
  }

  @Test
  void fingerprintIsStableAcrossReleases() {
    assertThat(DEFAULT.fingerprint().hex())
        .isEqualTo("f6de0e1c47873b75dd87f4c194e7c6573a01feee60ab4ab1fe0ef3030e6750bb");
    assertThat(withDeletedLinks(Command.AUTO).fingerprint().hex())
        .isEqualTo("2ba2cd1250f567bedeaba2a8a4083f5639e6b20e183f513526abf78e93742594");
  }

  @Test
  void copyWithOtherCommandKeepsOtherFields() {
    assertThat(withDeletedLinks(Command.AUTO).withCommand(Command.GET_BACK_LINK_DATA))
        .isEqualTo(withDeletedLinks(Command.GET_BACK_LINK_DATA));
  }

  @Test
  void scopesAreUnmodifiableAndInPayloadOrder() {
    Question question = withScopes(new LinkedHashSet<>(List.of(Scope.ROOT_DOMAIN, Scope.URL)));
    assertThat(question.scopes()).containsExactly(Scope.URL, Scope.ROOT_DOMAIN);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> question.scopes().add(Scope.SUBDOMAIN));
  }

  @Test
  void maxRowsCountsAllScopes() {
    assertThat(DEFAULT.maxRows()).isEqualTo(100);
    assertThat(
            new Question(
                    TARGET,
                    EnumSet.allOf(Scope.class),
                    Index.FRESH,
                    50_000,
                    null,
                    true,
                    Command.AUTO,
                    false)
                .maxRows())
        .isEqualTo(150_000);
  }

  @Test
  void constructorRejectsInvalidFields() {
    assertThatIllegalArgumentException().isThrownBy(() -> withScopes(Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Question(TARGET, URL, Index.FRESH, 0, null, false, Command.AUTO, false));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Question(TARGET, URL, Index.FRESH, 50_001, null, false, Command.AUTO, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Question(TARGET, URL, Index.FRESH, 1, 0, false, Command.AUTO, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint("ABC"));
    assertThatIllegalArgumentException().isThrownBy(() -> new InvalidRequest(List.of()));
  }

  private static Question withDeletedLinks(Command command) {
    return new Question(TARGET, URL, Index.HISTORIC, 100, null, false, command, true);
  }

  private static Question withScopes(Set<Scope> scopes) {
    return new Question(TARGET, scopes, Index.HISTORIC, 100, null, false, Command.AUTO, false);
  }
}
