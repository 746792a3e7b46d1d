package org.backlinks.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.backlinks.config.Settings;
import org.backlinks.majestic.read.ResponseFormat;
import org.backlinks.question.Command;
import org.backlinks.question.Index;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.Target;
import org.backlinks.snapshot.FakeChunkStore;
import org.backlinks.snapshot.SnapshotBuilder;
import org.backlinks.snapshot.TableFixture;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MajesticClientSecretsTest {
  private static final String TOKEN = "users-token-0123456789";
  private static final String KEY = "APPLICATION/KEY-0123456789";
  private static final Map<ResponseFormat, String> ANSWERS =
      Map.of(
          ResponseFormat.JSON,
          """
          {"Code":"OK","Echo":"TOKEN KEY","DataTables":{"BackLinks":{
            "Headers":{"BackLinkType":"URL","Note":"KEY"},
            "Data":[{"SourceURL":"http://a.example/?token=TOKEN","AnchorText":"KEY"}]}}}
          """,
          ResponseFormat.XML,
          """
          <Result Code="OK"><GlobalVars Echo="TOKEN KEY"/><DataTables>
          <DataTable Name="BackLinks" BackLinkType="URL" Note="KEY" Headers="SourceURL|AnchorText">
          <Row>http://a.example/?token=TOKEN|KEY</Row></DataTable></DataTables></Result>
          """);

  @ParameterizedTest
  @EnumSource
  void repeatedSecretIsNotStored(ResponseFormat format) throws IOException {
    assertStoredWithoutSecrets(
        format, LinkCommand.GET_TOP_BACK_LINKS.calls(question(null)).getFirst());
  }

  @ParameterizedTest
  @EnumSource
  void repeatedSecretIsNotStoredWhenRowsAreLimitedLocally(ResponseFormat format)
      throws IOException {
    assertStoredWithoutSecrets(
        format, LinkCommand.GET_BACK_LINK_DATA.calls(question(3)).getFirst());
  }

  private static void assertStoredWithoutSecrets(ResponseFormat format, MajesticCall call)
      throws IOException {
    FakeChunkStore pieces = new FakeChunkStore();
    SnapshotBuilder snapshot = new SnapshotBuilder(pieces);
    Answer answer = client(format).ask(call, snapshot);
    assertThat(answer).isInstanceOf(Answer.Rows.class);
    assertThat(answer.globals().values()).isEqualTo(Map.of("Echo", "*** ***"));
    assertThat(snapshot.tables().getFirst().attributes()).containsEntry("Note", "***");
    assertThat(TableFixture.readRows(pieces, snapshot.tables().getFirst()))
        .containsExactly(Map.of("SourceURL", "http://a.example/?token=***", "AnchorText", "***"));
  }

  private static MajesticClient client(ResponseFormat format) {
    byte[] body =
        String.valueOf(ANSWERS.get(format))
            .replace("TOKEN", TOKEN)
            .replace("KEY", KEY)
            .getBytes(UTF_8);
    MajesticApi api = (_, _, _) -> RestResponse.ok(new ByteArrayInputStream(body));
    Settings settings =
        Settings.from(
            Map.of(
                "MAJESTIC_ACCESS_TOKEN",
                TOKEN,
                "MAJESTIC_PRIVATE_KEY",
                KEY,
                "MAJESTIC_FORMAT",
                format.pathSegment()));
    return FakeUpstreamClient.of(settings, 1, _ -> api);
  }

  private static Question question(@Nullable Integer perDomain) {
    return new Question(
        Target.of("example.com"),
        Set.of(Scope.URL),
        Index.HISTORIC,
        100,
        perDomain,
        false,
        Command.AUTO,
        false);
  }
}
