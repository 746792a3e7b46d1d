package org.backlinks.store;

/**
 * The attribute names of all items. Other versions of the program use the same table: a stored name
 * never changes, and a new attribute must be optional. Times are epoch milliseconds, unless a
 * comment says otherwise. {@link TableKeys} has the keys.
 */
final class TableAttributes {
  // every item
  static final String KEY = "pk";

  /** Epoch seconds; the table's TTL attribute. */
  static final String EXPIRES_AT = "expiresAt";

  // reports: lease and lifetime
  static final String VERSION = "version";

  /** The end of the lease; 0 when no one holds the report. */
  static final String LEASE_END = "lease";

  static final String CREATED_AT = "createdAt";

  /** The partition of the due index; only pending reports have it. */
  static final String DUE_SHARD = "dueShard";

  /** The time from which a worker may work on the report; only pending reports have it. */
  static final String DUE_AT = "dueAt";

  /** A random text that identifies the write of the item; only some writes set it. */
  static final String MARK = "mark";

  // reports: the question and the call
  /** The question, as JSON. */
  static final String QUESTION = "question";

  /** The report that the question's ready slot named at the claim; absent when it named none. */
  static final String PREVIOUS_ID = "previousId";

  static final String PARAMETERS = "parameters";
  static final String CURSOR_KEY = "cursorKey";

  // reports: state
  static final String STATE = "state";
  static final String TOKENS = "tokens";
  static final String NEXT_POLL_AT = "next";
  static final String POLL_COUNT = "asked";
  static final String EMPTY_ANSWERS = "empty";
  static final String READY_AT = "readyAt";

  /** The lease version under which the manifest was written. */
  static final String SNAPSHOT_VERSION = "snapshot";

  static final String FAILED_AT = "failedAt";
  static final String PROBLEM = "problem";
  static final String PROBLEM_DETAIL = "detail";

  /** Seconds. */
  static final String RETRY_AFTER = "retryAfter";

  // reports: progress; a report that one answer completes has none of these
  /** A map from the name of a completed part to the lease version under which it was written. */
  static final String COMPLETED_PARTS = "done";

  static final String MISSING_PARTS = "lacking";
  static final String SETTLED_CALLS = "settled";
  static final String WARNINGS = "warnings";

  // reports: usage; days and reservations share the first two
  /** Analysis units. */
  static final String ANALYSIS = "analysis";

  /** Retrieval units. */
  static final String RETRIEVAL = "retrieval";

  /** The number of paid calls; days have it too. */
  static final String CALLS = "calls";

  /** Index item units; only days have them. */
  static final String INDEX_ITEMS = "indexItems";

  static final String POLLS = "polls";
  static final String ESTIMATED = "estimated";
  static final String STANDARD_REPORTS_LEFT = "standardReportsLeft";

  // reports and the subscription: the remaining units that upstream reported
  static final String ANALYSIS_LEFT = "analysisLeft";
  static final String RETRIEVAL_LEFT = "retrievalLeft";
  static final String INDEX_ITEMS_LEFT = "indexItemsLeft";

  // reports: reservation
  /** The number of the first paid call that the reservation covers. */
  static final String RESERVED_ATTEMPT = "reservedFor";

  /** The UTC day, as {@code yyyy-MM-dd}. */
  static final String RESERVED_DAY = "reservedOn";

  static final String RESERVED_ANALYSIS = "reservedAnalysis";
  static final String RESERVED_RETRIEVAL = "reservedRetrieval";
  static final String RESERVED_CALLS = "reservedCalls";
  static final String REPORTED_ANALYSIS = "toldAnalysis";
  static final String REPORTED_RETRIEVAL = "toldRetrieval";

  // questions: the slots; they also have READY_AT
  static final String READY_ID = "readyId";
  static final String READY_UNTIL = "readyUntil";

  /** A copy of the ready report's item. */
  static final String READY_REPORT = "readyReport";

  static final String UNDERWAY_ID = "underwayId";

  // reservations
  /** The UTC day, as {@code yyyy-MM-dd}. */
  static final String DAY = "day";

  // idempotency keys
  static final String FINGERPRINT = "print";
  static final String REPORT_ID = "report";

  // the subscription
  static final String REPORTS_LEFT = "reportsLeft";

  /** The time of the call whose answer reported the remaining units. */
  static final String REPORTED_AT = "saidAt";

  /** Analysis units for each list; counted items have it too. */
  static final String PRICE = "price";

  static final String MAX_ROWS = "mostRows";

  /** The time of the call whose answer reported the price. */
  static final String PRICED_AT = "pricedAt";

  /** A map with the id and the build time that upstream named for its historic index. */
  static final String HISTORIC_INDEX = "historicIndex";

  /** The time of the call whose answer named the historic index. */
  static final String HISTORIC_INDEX_AT = "historicIndexAt";

  /** As the historic index. */
  static final String FRESH_INDEX = "freshIndex";

  static final String FRESH_INDEX_AT = "freshIndexAt";

  // counted items
  static final String ITEM_STATUS = "status";
  static final String BACKLINKS = "backlinks";
  static final String REF_DOMAINS = "refDomains";
  static final String CITATION_FLOW = "citationFlow";
  static final String TRUST_FLOW = "trustFlow";

  /** The day, as {@code yyyy-MM-dd}. */
  static final String LAST_CRAWLED = "lastCrawled";

  // comparisons
  /** The number of comparisons of a report with earlier ones that are stored, or may be. */
  static final String COMPARISONS = "comparisons";

  // links with which everybody can see a report; they share the version with reports
  /** When the open links of a report end, in epoch seconds as text. */
  static final String OPEN_LINKS = "openUntil";

  /** How often all links of a report were revoked, by now or before this link was made. */
  static final String REVOCATIONS = "revocations";

  // callbacks; they share the version, the due time and the expiry with reports
  /** The hash by which an equal callback of the same report is recognized. */
  static final String IDENTITY = "identity";

  static final String CALLBACK_KIND = "kind";

  /** The token, the id or the address; secret. Absent after the end of the callback. */
  static final String CALLBACK_SECRET = "secret";

  static final String TAG = "tag";
  static final String REUSED = "reused";
  static final String COMPARE_WITH = "compareWith";
  static final String NOTICE = "notice";
  static final String NOTICE_ERROR = "error";
  static final String NOTICE_CAUSE = "cause";
  static final String SETTLED_AT = "settledAt";
  static final String IS_COMPLETE = "complete";
  static final String DELIVERY_ATTEMPTS = "failures";

  // chunks, manifests and comparisons
  static final String BYTES = "bytes";

  /** The number of items of a value; absent when the value has one item. */
  static final String ITEM_COUNT = "pieces";

  private TableAttributes() {}
}
