/**
 * Pages of a report, made from its chunks: upstream's columns become the payload's fields here and
 * nowhere else. Writes bytes as they are stored; no row becomes an object.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.render;
