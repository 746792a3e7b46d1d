package org.backlinks.summary;

/** How many links have one pair of Citation Flow and Trust Flow. */
public record FlowCell(int citationFlow, int trustFlow, int links) {}
