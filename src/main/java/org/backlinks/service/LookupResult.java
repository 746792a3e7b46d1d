package org.backlinks.service;

import java.util.List;
import java.util.Optional;
import org.backlinks.report.Report;

/**
 * The stored report that answers a request, if there is one.
 *
 * @param warnings sentences for this caller
 */
record LookupResult(Optional<Report> report, List<String> warnings) {
  LookupResult {
    warnings = List.copyOf(warnings);
  }
}
