package org.backlinks.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.backlinks.snapshot.DomainColumn;
import org.backlinks.snapshot.KnownColumn;
import org.backlinks.snapshot.LinkColumn;

/**
 * The fields of a row in payload order, and the objects around them. The paths of the known columns
 * determine both.
 */
final class RowLayout {
  static final RowLayout LINKS = new RowLayout(LinkColumn.values());

  /** The fields of a link in a list of changes, which has no referring domains. */
  static final RowLayout CHANGED_LINKS =
      new RowLayout(
          Arrays.stream(LinkColumn.values())
              .filter(column -> column.role() != KnownColumn.Role.DOMAIN_ID)
              .toArray(KnownColumn[]::new));

  static final RowLayout DOMAINS = new RowLayout(DomainColumn.values());

  /** A part of a row. */
  sealed interface Part permits BeginObject, EndObject, Field {}

  record BeginObject(FieldName name) implements Part {}

  /** Ends the object that began last. */
  record EndObject() implements Part {}

  /**
   * A field that shows a column.
   *
   * @param earlierInObject the columns of the fields before it in the same object
   */
  record Field(FieldName name, KnownColumn column, List<KnownColumn> earlierInObject)
      implements Part {
    Field {
      earlierInObject = List.copyOf(earlierInObject);
    }
  }

  private final List<Part> parts;

  private RowLayout(KnownColumn[] columns) {
    List<Part> newParts = new ArrayList<>();
    Map<List<String>, List<KnownColumn>> byObject = new HashMap<>();
    List<String> openObjects = List.of();
    for (KnownColumn column : columns) {
      List<String> path = Arrays.asList(column.path().split("\\."));
      List<String> objects = path.subList(0, path.size() - 1);
      moveTo(objects, openObjects, newParts);
      List<KnownColumn> earlier = byObject.computeIfAbsent(objects, _ -> new ArrayList<>());
      newParts.add(new Field(FieldName.of(path.getLast()), column, earlier));
      earlier.add(column);
      openObjects = objects;
    }
    moveTo(List.of(), openObjects, newParts);
    this.parts = List.copyOf(newParts);
  }

  /** Ends the open objects that do not hold the next field, and begins those that hold it. */
  private static void moveTo(List<String> objects, List<String> openObjects, List<Part> parts) {
    int common = 0;
    while (common < Math.min(objects.size(), openObjects.size())
        && objects.get(common).equals(openObjects.get(common))) {
      common++;
    }
    for (int i = common; i < openObjects.size(); i++) {
      parts.add(new EndObject());
    }
    for (String object : objects.subList(common, objects.size())) {
      parts.add(new BeginObject(FieldName.of(object)));
    }
  }

  List<Part> parts() {
    return parts;
  }
}
