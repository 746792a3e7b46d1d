package org.backlinks.changes;

import org.backlinks.report.Report;
import org.backlinks.snapshot.Snapshot;

/** Two ready reports with their rows, and the differences of their rows. */
public record ComparedReports(
    Report before,
    Snapshot beforeSnapshot,
    Report after,
    Snapshot afterSnapshot,
    Comparison comparison) {}
