package org.backlinks.changes;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.jspecify.annotations.Nullable;

/** A field that is known in both rows of a link and differs. */
public record FieldChange(ComparedField field, FieldValue before, FieldValue after) {
  /** Returns the differences of two rows, in the order of the fields. */
  public static List<FieldChange> between(Chunk before, int beforeRow, Chunk after, int afterRow) {
    List<FieldChange> changes = new ArrayList<>();
    for (ComparedField field : ComparedField.values()) {
      FieldValue old = value(field, before, beforeRow);
      FieldValue current = value(field, after, afterRow);
      if (old != null && current != null && isChange(field, old, current)) {
        changes.add(new FieldChange(field, old, current));
      }
    }
    return changes;
  }

  private static boolean isChange(ComparedField field, FieldValue before, FieldValue after) {
    if (field == ComparedField.LOST && before.equals(new FieldValue.Flag(false))) {
      return false;
    }
    if (before instanceof FieldValue.IndirectTarget(var oldUrl, var oldType)
        && after instanceof FieldValue.IndirectTarget(var url, var type)) {
      return isChange(oldUrl, url) || isChange(oldType, type);
    }
    return !before.equals(after);
  }

  private static boolean isChange(@Nullable String before, @Nullable String after) {
    return before != null && after != null && !before.equals(after);
  }

  private static @Nullable FieldValue value(ComparedField field, Chunk chunk, int row) {
    return switch (field) {
      case ANCHOR_TEXT -> text(LinkColumn.ANCHOR_TEXT, chunk, row);
      case NOFOLLOW -> flag(LinkColumn.FLAG_NOFOLLOW, chunk, row);
      case REDIRECT -> flag(LinkColumn.FLAG_REDIRECT, chunk, row);
      case FRAME -> flag(LinkColumn.FLAG_FRAME, chunk, row);
      case IMAGE -> flag(LinkColumn.FLAG_IMAGE, chunk, row);
      case LINK_TYPE -> text(LinkColumn.LINK_TYPE, chunk, row);
      case LINK_SUB_TYPE -> text(LinkColumn.LINK_SUB_TYPE, chunk, row);
      case INDIRECT_TARGET -> {
        String url = LinkCells.text(LinkCells.find(chunk, LinkColumn.INDIRECT_TARGET_URL), row);
        String type = LinkCells.text(LinkCells.find(chunk, LinkColumn.INDIRECT_TARGET_TYPE), row);
        yield url == null && type == null ? null : new FieldValue.IndirectTarget(url, type);
      }
      case LOST -> new FieldValue.Flag(LinkCells.LifeColumns.of(chunk).isDead(row));
    };
  }

  private static @Nullable FieldValue text(LinkColumn column, Chunk chunk, int row) {
    String text = LinkCells.text(LinkCells.find(chunk, column), row);
    return text == null ? null : new FieldValue.Text(text);
  }

  private static @Nullable FieldValue flag(LinkColumn column, Chunk chunk, int row) {
    int flag = LinkCells.flag(LinkCells.find(chunk, column), row);
    return flag == LinkCells.UNKNOWN ? null : new FieldValue.Flag(flag == LinkCells.TRUE);
  }
}
