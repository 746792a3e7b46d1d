package org.backlinks.render;

/** The names of the row fields that do not stand for a single column. */
final class FieldNames {
  static final FieldName SCOPE = FieldName.of("scope");
  static final FieldName EXTRA = FieldName.of("extra");

  /** The name and the trust flow of a topic. */
  static final FieldName NAME = FieldName.of("name");

  static final FieldName TRUST_FLOW = FieldName.of("trustFlow");

  // changes
  static final FieldName KIND = FieldName.of("kind");
  static final FieldName EVIDENCE = FieldName.of("evidence");
  static final FieldName FIELDS = FieldName.of("fields");
  static final FieldName FIELD = FieldName.of("field");
  static final FieldName BEFORE = FieldName.of("before");
  static final FieldName AFTER = FieldName.of("after");
  static final FieldName FROM = FieldName.of("from");
  static final FieldName TO = FieldName.of("to");
  static final FieldName SOURCE = FieldName.of("source");
  static final FieldName TARGET = FieldName.of("target");
  static final FieldName URL = FieldName.of("url");
  static final FieldName TYPE = FieldName.of("type");
  static final FieldName BACKLINK = FieldName.of("backlink");
  static final FieldName DOMAIN = FieldName.of("domain");
  static final FieldName LINKS = FieldName.of("links");

  private FieldNames() {}
}
