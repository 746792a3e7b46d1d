package org.backlinks.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.DomainColumn;
import org.backlinks.snapshot.LinkColumn;
import org.junit.jupiter.api.Test;

class RowLayoutTest {
  @Test
  void layoutNestsFieldsOfLinksInObjectsOfTheirPaths() {
    assertThat(text(RowLayout.LINKS))
        .startsWith("source{ url title language{ code name confidence }language acRank ")
        .contains(
            " internalLinks }source target{ url ",
            " topics indirect{ url type }indirect }target anchorText link{ type subType }link ")
        .endsWith(" domain linksAvailableForRootDomain");
  }

  @Test
  void layoutOfDomainsHasNoObjects() {
    assertThat(text(RowLayout.DOMAINS)).startsWith("id name ").doesNotContain("{", "}");
  }

  @Test
  void everyKnownColumnHasOneField() {
    assertThat(columns(RowLayout.LINKS)).isEqualTo(List.of(LinkColumn.values()));
    assertThat(columns(RowLayout.DOMAINS)).isEqualTo(List.of(DomainColumn.values()));
  }

  @Test
  void fieldHasEarlierColumnsOfItsObject() {
    assertThat(earlier(LinkColumn.TARGET_LANGUAGE_CONFIDENCE))
        .isEqualTo(List.of(LinkColumn.TARGET_LANGUAGE, LinkColumn.TARGET_LANGUAGE_NAME));
    assertThat(earlier(LinkColumn.AC_RANK))
        .isEqualTo(List.of(LinkColumn.SOURCE_URL, LinkColumn.SOURCE_TITLE));
    assertThat(earlier(LinkColumn.SOURCE_URL)).isEmpty();
  }

  private static List<?> earlier(LinkColumn column) {
    return RowLayout.LINKS.parts().stream()
        .filter(part -> part instanceof RowLayout.Field field && field.column() == column)
        .map(part -> ((RowLayout.Field) part).earlierInObject())
        .findFirst()
        .orElseThrow();
  }

  private static List<?> columns(RowLayout layout) {
    return layout.parts().stream()
        .filter(RowLayout.Field.class::isInstance)
        .map(part -> ((RowLayout.Field) part).column())
        .toList();
  }

  private static String text(RowLayout layout) {
    List<String> words = new ArrayList<>();
    List<String> openObjects = new ArrayList<>();
    for (RowLayout.Part part : layout.parts()) {
      switch (part) {
        case RowLayout.BeginObject(FieldName name) -> {
          words.add(name.text() + "{");
          openObjects.add(name.text());
        }
        case RowLayout.EndObject() -> words.add("}" + openObjects.removeLast());
        case RowLayout.Field field -> words.add(field.name().text());
      }
    }
    return String.join(" ", words);
  }
}
