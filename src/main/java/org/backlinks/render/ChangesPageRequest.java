package org.backlinks.render;

/**
 * The page of changes that a caller asks for.
 *
 * @param from the first change, from 0
 * @param limit the maximum number of changes
 * @param embedded whether the payload will be inside a JSON string, where it needs more bytes
 */
public record ChangesPageRequest(
    ChangeSelection selection, int from, int limit, boolean embedded, PageFormat format) {}
