package org.backlinks.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WireNamedTest {
  /** Callers send these names, and the table stores them. */
  @Test
  void constantsHaveFixedNames() {
    assertThat(Stream.of(Scope.values()).map(Scope::wireName))
        .containsExactly("url", "subdomain", "rootDomain");
    assertThat(Stream.of(Index.values()).map(Index::wireName)).containsExactly("historic", "fresh");
    assertThat(Stream.of(Command.values()).map(Command::wireName))
        .containsExactly("auto", "GetTopBackLinks", "GetBackLinkData");
  }

  @Test
  void constantIsFoundByItsExactName() {
    assertThat(WireNamed.parse(Scope.class, "rootDomain")).contains(Scope.ROOT_DOMAIN);
    assertThat(WireNamed.parse(Scope.class, "rootdomain")).isEmpty();
    assertThat(WireNamed.parse(Index.class, "FRESH")).isEmpty();
    assertThat(WireNamed.parse(Command.class, "")).isEmpty();
    assertThat(WireNamed.parse(Command.class, null)).isEmpty();
  }
}
