package org.backlinks.render;

/** The names of the row fields that do not stand for a single column. */
final class FieldNames {
  static final FieldName SCOPE = FieldName.of("scope");
  static final FieldName EXTRA = FieldName.of("extra");

  /** The name and the trust flow of a topic. */
  static final FieldName NAME = FieldName.of("name");

  static final FieldName TRUST_FLOW = FieldName.of("trustFlow");

  private FieldNames() {}
}
