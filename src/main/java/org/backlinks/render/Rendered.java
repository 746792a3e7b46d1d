package org.backlinks.render;

import org.jspecify.annotations.Nullable;

/**
 * A payload as bytes.
 *
 * @param next the cursor of the page after this one, or null
 */
public record Rendered(Buffer body, @Nullable String next) {}
