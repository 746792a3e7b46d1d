package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkCommandTest {
  private static final Question QUESTION =
      new Question(
          Target.of("http://www.example.com/a"),
          Set.of(Scope.values()),
          Index.HISTORIC,
          10,
          null,
          false,
          Command.AUTO,
          false);

  @ParameterizedTest
  @EnumSource
  void commandIsFoundByTheCallsThatItMakes(LinkCommand command) {
    List<MajesticCall> calls = command.calls(QUESTION);

    assertThat(calls).hasSize(command.hasCallPerList() ? 3 : 1);
    assertThat(calls)
        .allSatisfy(call -> {
          assertThat(call.command()).isEqualTo(command.wireName());
          assertThat(call.linkCommand()).isEqualTo(command);
          assertThat(LinkCommand.of(call.parameters())).isEqualTo(command);
        });
    assertThat(calls)
        .flatExtracting(MajesticCall::scopes)
        .containsExactly(Scope.URL, Scope.SUBDOMAIN, Scope.ROOT_DOMAIN);
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandOfRequestsHasALinkCommand(Command command) {
    if (command != Command.AUTO) {
      assertThat(LinkCommand.of(command.wireName()).wireName()).isEqualTo(command.wireName());
    }
  }

  @Test
  void unknownCommandCountsAsGetTopBackLinks() {
    assertThat(LinkCommand.of("GetAnything")).isEqualTo(LinkCommand.GET_TOP_BACK_LINKS);
    assertThat(LinkCommand.of(Map.of())).isEqualTo(LinkCommand.GET_TOP_BACK_LINKS);
  }

  @Test
  void tablesAreClassifiedByTheRuleOfTheCommand() {
    List<Table> tables =
        List.of(new Table("BackLinks", Table.Kind.OTHER, null, Map.of(), 0, List.of()));
    List<Scope> scopes = List.of(Scope.SUBDOMAIN, Scope.ROOT_DOMAIN);

    assertThat(LinkCommand.GET_TOP_BACK_LINKS.classify(tables, scopes)).isEqualTo(tables);
    assertThat(LinkCommand.GET_BACK_LINK_DATA.classify(tables, scopes))
        .extracting(Table::scope)
        .containsExactly("subdomain", "rootDomain");
  }

  @Test
  void onlyGetTopBackLinksIsQueueable() {
    assertThat(LinkCommand.values())
        .filteredOn(LinkCommand::isQueueable)
        .containsExactly(LinkCommand.GET_TOP_BACK_LINKS);
  }
}
