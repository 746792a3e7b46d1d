/**
 * Reports: their states, the transitions between states as pure functions, the lease that stops
 * late writes of a former holder, the cost, and the problems. This package knows neither storage
 * nor HTTP.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.report;
