/**
 * The DynamoDB table: reports, the slots of questions, chunks and manifests, reservations, and the
 * cost of days. {@link org.backlinks.store.TableKeys} lists all kinds of items.
 *
 * <p>A report and its rows are different items. Every write of a report has a condition on its
 * lease version, so a late worker changes nothing. The transaction that claims a report reserves
 * its units on the day's counter, and the transaction that finishes it settles them once.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.store;
