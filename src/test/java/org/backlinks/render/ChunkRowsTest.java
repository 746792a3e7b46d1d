package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backlinks.render.ReportFixture.row;
import static org.backlinks.render.ReportFixture.text;
import static org.backlinks.render.ReportFixture.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkRowsTest {
  /** A cell of each of the 41 columns in upstream's documentation. */
  static final Map<String, String> LINK_CELLS =
      row(
          "SourceURL", "http://s.example/ä?q=\"",
          "ACRank", "10",
          "AnchorText", "a|b\tc",
          "Date", "2017-07-27",
          "SourceTitle", "Title",
          "SourceOutDomainsExternal", "3",
          "SourceOutLinksExternal", "12",
          "SourceOutLinksInternal", "40",
          "SourceLanguage", "en",
          "SourceLanguageDesc", "English",
          "SourceLanguageConfidence", "87",
          "FlagRedirect", "0",
          "FlagFrame", "1",
          "FlagNoFollow", "True",
          "FlagImages", "false",
          "FlagDeleted", "0",
          "FlagAltText", "1",
          "FlagMention", "0",
          "TargetURL", "http://t.example/",
          "IndirectTargetURL", "http://i.example/",
          "IndirectTargetType", "NewWord",
          "TargetTitle", "Goal",
          "TargetLanguage", "de",
          "TargetLanguageDesc", "German",
          "TargetLanguageConfidence", "99",
          "LinksAvailableForRootDomain", "17",
          "DomainID", "5",
          "FirstIndexedDate", "2017-07-25",
          "LastSeenDate", "2017-07-26",
          "DateLost", "2017-07-28",
          "ReasonLost", "PageGone",
          "LinkType", "TextLink",
          "LinkSubType", "TextLink_Normal",
          "TargetCitationFlow", "93",
          "TargetTrustFlow", "90",
          "TargetTopicalTrustFlow_Topic_0", "Computers/Internet",
          "TargetTopicalTrustFlow_Value_0", "72",
          "SourceCitationFlow", "64",
          "SourceTrustFlow", "74",
          "SourceTopicalTrustFlow_Topic_0", "Computers/Companies",
          "SourceTopicalTrustFlow_Value_0", "70");

  private static final String LINK_FIELDS =
      """
      {'scope':'url',
       'source':{'url':'http://s.example/ä?q=\\"','title':'Title',
         'language':{'code':'en','name':'English','confidence':87},
         'acRank':10,'citationFlow':64,'trustFlow':74,
         'topics':[{'name':'Computers/Companies','trustFlow':70}],
         'externalLinks':12,'externalDomains':3,'internalLinks':40},
       'target':{'url':'http://t.example/','title':'Goal',
         'language':{'code':'de','name':'German','confidence':99},
         'citationFlow':93,'trustFlow':90,
         'topics':[{'name':'Computers/Internet','trustFlow':72}],
         'indirect':{'url':'http://i.example/','type':'NewWord'}},
       'anchorText':'a|b\\tc','link':{'type':'TextLink','subType':'TextLink_Normal'},
       'flags':{'redirect':false,'frame':true,'nofollow':true,'image':false,'deleted':false,
         'altText':true,'mention':false},
       'firstIndexed':'2017-07-25','lastSeen':'2017-07-26','crawled':'2017-07-27',
       'lost':{'on':'2017-07-28','reason':'PageGone'},
       'domain':5,'linksAvailableForRootDomain':17}
      """;

  @Test
  void everyColumnIsMapped() throws IOException {
    assertThat(LINK_CELLS).hasSize(41);
    assertThat(new ReportFixture().withLinks(LINK_CELLS).link()).isEqualTo(tree(LINK_FIELDS));
  }

  @Test
  void fieldsAreInSchemaOrder() throws IOException {
    String link = new ReportFixture().withLinks(LINK_CELLS).link().toString();
    assertThat(link).isEqualTo(tree(LINK_FIELDS).toString());
  }

  @Test
  void columnNamesIgnoreCaseAndOrder() throws IOException {
    Map<String, String> upperCase = new LinkedHashMap<>();
    LINK_CELLS.entrySet().stream()
        .sorted(Collections.reverseOrder(Map.Entry.comparingByKey()))
        .forEach(cell -> upperCase.put(cell.getKey().toUpperCase(Locale.ROOT), cell.getValue()));
    assertThat(new ReportFixture().withLinks(upperCase).link()).isEqualTo(tree(LINK_FIELDS));
  }

  @Test
  void upstreamSampleKeepsOnlyKnownValues() throws IOException {
    Map<String, String> sample = new LinkedHashMap<>();
    LINK_CELLS.keySet().forEach(name -> sample.put(name, ""));
    sample.put("ACRank", "10");
    sample.put("SourceLanguageConfidence", "0");
    sample.put("LinksAvailableForRootDomain", "-1");
    sample.put("DomainID", "0");
    sample.put("LinkType", "TextLink");
    assertThat(new ReportFixture().withLinks(sample).link())
        .isEqualTo(
            tree("{'scope':'url','source':{'acRank':10},'link':{'type':'TextLink'},'domain':0}"));
  }

  @Test
  void emptyRowKeepsScope() throws IOException {
    assertThat(new ReportFixture().withLinks(row("SourceURL", " ")).link())
        .isEqualTo(tree("{'scope':'url'}"));
  }

  @Test
  void rowWithoutColumnsIsKept() throws IOException {
    assertThat(new ReportFixture().withLinks(row(), row()).page().path("backlinks")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACRank", "DomainID", "LinksAvailableForRootDomain"})
  void minusOneIsUnknownInNumberOrUnknownColumns(String column) throws IOException {
    assertThat(new ReportFixture().withLinks(row(column, "-1")).link())
        .isEqualTo(tree("{'scope':'url'}"));
  }

  @ParameterizedTest
  @CsvSource({
    "ACRank, /source/acRank",
    "SourceCitationFlow, /source/citationFlow",
    "SourceTrustFlow, /source/trustFlow",
    "SourceOutLinksExternal, /source/externalLinks",
    "SourceOutDomainsExternal, /source/externalDomains",
    "SourceOutLinksInternal, /source/internalLinks",
    "TargetCitationFlow, /target/citationFlow",
    "TargetTrustFlow, /target/trustFlow",
    "DomainID, /domain",
    "LinksAvailableForRootDomain, /linksAvailableForRootDomain"
  })
  void zeroAnd64BitNumbersAreKept(String column, String pointer) throws IOException {
    for (String number : List.of("0", "7", "9223372036854775807", "-2")) {
      JsonNode value = new ReportFixture().withLinks(row(column, number)).link().at(pointer);
      assertThat(value.isIntegralNumber()).isTrue();
      assertThat(value.asText()).isEqualTo(number);
    }
  }

  @Test
  void minusOneIsNumberInOtherColumns() throws IOException {
    assertThat(new ReportFixture().withLinks(row("SourceOutLinksExternal", "-1")).link())
        .isEqualTo(tree("{'scope':'url','source':{'externalLinks':-1}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "DateLost, 31/02/2017",
    "Date, 2017-02-29",
    "FirstIndexedDate, 27/07/2017",
    "LastSeenDate, yesterday",
    "FlagNoFollow, maybe",
    "FlagImages, 2",
    "ACRank, high",
    "SourceTrustFlow, 7.5",
    "DomainID, 12345678901234567890",
    "TargetTopicalTrustFlow_Value_0, many",
    "linksavailableforrootdomain, +3"
  })
  void unreadableCellIsTextInExtraUnderItsUpstreamName(String column, String text)
      throws IOException {
    JsonNode link = new ReportFixture().withLinks(row(column, text)).link();
    assertThat(link).hasSize(2);
    assertThat(link.path("extra").path(column).textValue()).isEqualTo(text);
  }

  @Test
  void unreadableCellIsInExtraOfItsRowOnly() throws IOException {
    JsonNode links =
        new ReportFixture()
            .withLinks(
                row("FlagFrame", "maybe", "Date", "x"), row("FlagFrame", "1", "Date", "2017-01-01"))
            .page()
            .path("backlinks");
    assertThat(links.get(0))
        .isEqualTo(tree("{'scope':'url','extra':{'FlagFrame':'maybe','Date':'x'}}"));
    assertThat(links.get(1))
        .isEqualTo(tree("{'scope':'url','flags':{'frame':true},'crawled':'2017-01-01'}"));
  }

  @Test
  void allUnreadableCellsOfRowAreInExtra() throws IOException {
    Map<String, String> unreadable = new LinkedHashMap<>();
    LINK_CELLS.keySet().forEach(name -> unreadable.put(name, "?"));
    JsonNode link = new ReportFixture().withLinks(unreadable).link();
    assertThat(link.path("extra")).hasSize(25);
    assertThat(link.path("source").path("url").textValue()).isEqualTo("?");
  }

  @Test
  void unknownColumnsAreKeptAsText() throws IOException {
    JsonNode link =
        new ReportFixture().withLinks(row("NewColumn", "1", "Empty", "", "SourceURL", "u")).link();
    assertThat(link)
        .isEqualTo(tree("{'scope':'url','source':{'url':'u'},'extra':{'NewColumn':'1'}}"));
  }

  @Test
  void unknownValuesAreWrittenUnchanged() throws IOException {
    assertThat(
            new ReportFixture()
                .withLinks(row("LinkType", "HologramLink", "ReasonLost", "Moon"))
                .link())
        .isEqualTo(tree("{'scope':'url','link':{'type':'HologramLink'},'lost':{'reason':'Moon'}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Source", "Target"})
  void languageConfidenceIsOmittedWithoutLanguage(String side) throws IOException {
    assertThat(new ReportFixture().withLinks(row(side + "LanguageConfidence", "0")).link())
        .isEqualTo(tree("{'scope':'url'}"));
  }

  @Test
  void languageConfidenceIsWrittenBesideCodeOrName() throws IOException {
    assertThat(
            new ReportFixture()
                .withLinks(row("SourceLanguage", "en", "SourceLanguageConfidence", "0"))
                .link()
                .at("/source/language"))
        .isEqualTo(tree("{'code':'en','confidence':0}"));
    assertThat(
            new ReportFixture()
                .withLinks(row("TargetLanguageDesc", "English", "TargetLanguageConfidence", "5"))
                .link()
                .at("/target/language"))
        .isEqualTo(tree("{'name':'English','confidence':5}"));
  }

  @Test
  void unreadableLanguageConfidenceIsInExtra() throws IOException {
    assertThat(new ReportFixture().withLinks(row("SourceLanguageConfidence", "sure")).link())
        .isEqualTo(tree("{'scope':'url','extra':{'SourceLanguageConfidence':'sure'}}"));
  }

  @Test
  void topicsAreOrderedByNumber() throws IOException {
    Map<String, String> cells =
        row(
            "SourceTopicalTrustFlow_Value_1", "20",
            "SourceTopicalTrustFlow_Topic_10", "Ten",
            "SourceTopicalTrustFlow_Topic_2", "Two",
            "SourceTopicalTrustFlow_Topic_1", "One",
            "SourceTopicalTrustFlow_Topic_0", "Zero",
            "SourceTopicalTrustFlow_Value_0", "30");
    assertThat(new ReportFixture().withLinks(cells).link().at("/source/topics"))
        .isEqualTo(
            tree(
                "[{'name':'Zero','trustFlow':30},{'name':'One','trustFlow':20},"
                    + "{'name':'Two'},{'name':'Ten'}]"));
  }

  @Test
  void absentTopicsLeaveNoEmptyObjects() throws IOException {
    JsonNode links =
        new ReportFixture()
            .withLinks(
                row(
                    "SourceTopicalTrustFlow_Topic_0", "A",
                    "SourceTopicalTrustFlow_Topic_1", "B"),
                row("SourceTopicalTrustFlow_Topic_1", "C"),
                row("SourceURL", "u"))
            .page()
            .path("backlinks");
    assertThat(links.at("/0/source/topics")).isEqualTo(tree("[{'name':'A'},{'name':'B'}]"));
    assertThat(links.at("/1/source/topics")).isEqualTo(tree("[{'name':'C'}]"));
    assertThat(links.get(2)).isEqualTo(tree("{'scope':'url','source':{'url':'u'}}"));
  }

  @Test
  void topicWithoutValueAndValueWithoutTopicAreKept() throws IOException {
    assertThat(
            new ReportFixture()
                .withLinks(row("TargetTopicalTrustFlow_Value_3", "9"))
                .link()
                .toString())
        .contains("\"9\"");
  }
}
