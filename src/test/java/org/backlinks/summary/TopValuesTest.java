package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TopValuesTest {
  private final TopValues top = new TopValues(2);

  private void offer(int id, String text, int... links) {
    byte[] delimited = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    top.refresh(links);
    top.offer(id, links, delimited, 1, delimited.length - 1);
  }

  @Test
  void valuesAreOrderedByLinksAndThenByText() {
    TopValues three = new TopValues(3);
    int[] links = {1, 2, 1};
    byte[] texts = "zba".getBytes(StandardCharsets.UTF_8);
    for (int id = 0; id < links.length; id++) {
      three.offer(id, links, texts, id, id + 1);
    }
    assertThat(three.values(links))
        .containsExactly(
            new TopValues.Kept(1, "b"), new TopValues.Kept(2, "a"), new TopValues.Kept(0, "z"));
  }

  @Test
  void valueWithTheFewestLinksIsDroppedWhenThereIsNoRoom() {
    int[] links = {2, 1, 3, 1};
    offer(0, "a", links);
    offer(1, "b", links);
    offer(2, "c", links);
    offer(3, "d", links);
    assertThat(top.values(links)).extracting(TopValues.Kept::text).containsExactly("c", "a");
  }

  @Test
  void lastTextIsDroppedWhenLinksAreEqual() {
    int[] links = {1, 1, 1, 1};
    offer(0, "é", links);
    offer(1, "z", links);
    offer(2, "y", links);
    offer(3, "ü", links);
    assertThat(top.values(links)).extracting(TopValues.Kept::text).containsExactly("y", "z");
  }

  @Test
  void valueIsKeptOnceWhenItIsOfferedAgain() {
    offer(0, "a", 1, 1);
    offer(1, "b", 1, 1);
    offer(1, "b", 1, 5);
    assertThat(top.values(new int[] {1, 5}))
        .containsExactly(new TopValues.Kept(1, "b"), new TopValues.Kept(0, "a"));
  }

  @Test
  void droppedValueReturnsWhenItHasMoreLinks() {
    offer(0, "a", 2, 2, 1);
    offer(1, "b", 2, 2, 1);
    offer(2, "c", 2, 2, 1);
    offer(0, "a", 4, 2, 3);
    offer(2, "c", 4, 2, 3);
    assertThat(top.values(new int[] {4, 2, 3}))
        .containsExactly(new TopValues.Kept(0, "a"), new TopValues.Kept(2, "c"));
  }

  @Test
  void longTextIsNeverCutInsideACharacter() {
    String whole = "x".repeat(TopValues.MAX_TEXT_BYTES - 1);
    offer(0, whole + "y", 2, 1);
    offer(1, whole + "€uro", 2, 1);
    assertThat(top.values(new int[] {2, 1}))
        .extracting(TopValues.Kept::text)
        .containsExactly(whole + "y", whole);
  }
}
