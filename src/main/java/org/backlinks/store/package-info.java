/**
 * DynamoDB, one table: report items, a slot item for each question, chunks and manifests. Status
 * and payload lie in different items; every write of a report is conditional on its version, so
 * that a late worker changes nothing. Units are reserved on the day's counter in the transaction
 * that claims, and settled once in the one that finishes.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.store;
