package org.backlinks.summary;

import java.time.YearMonth;

/** How many links belong to a month. */
public record MonthCount(YearMonth month, int links) {}
