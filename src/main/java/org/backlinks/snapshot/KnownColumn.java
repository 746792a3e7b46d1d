package org.backlinks.snapshot;

/**
 * A column of upstream's tables that payloads show as a field. The constants of each enum are in
 * payload order. Every other column is shown under {@code extra}.
 */
public sealed interface KnownColumn permits LinkColumn, DomainColumn {
  /** Upstream's name of the column that numbers the referring domains, in both kinds of tables. */
  String DOMAIN_ID = "DomainID";

  /** Returns upstream's name; for {@link Role#TOPICS}, the start of the names of its columns. */
  String upstreamName();

  /** Returns the type of the cells; for {@link Role#TOPICS}, the type of the values of topics. */
  CellType type();

  /** Returns the field of the payload, with dots between an object and its member. */
  String path();

  /** Returns the purpose of the column. */
  Role role();

  /** The purpose of a column. */
  enum Role {
    /** The field shows the cell. */
    VALUE,
    /** The field is shown only when an earlier field of the same object has a cell. */
    DETAIL,
    /** The cell numbers a referring domain within one answer. */
    DOMAIN_ID,
    /**
     * Pairs of columns, {@code <upstreamName>_Topic_<n>} and {@code <upstreamName>_Value_<n>}. The
     * field is a list of topics.
     */
    TOPICS
  }
}
