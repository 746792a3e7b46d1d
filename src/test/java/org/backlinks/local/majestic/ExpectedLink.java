package org.backlinks.local.majestic;

/** The expected values of one link. A blank cell is an empty string. */
public record ExpectedLink(String sourceUrl, String targetUrl, String anchorText) {}
