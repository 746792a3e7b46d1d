package org.backlinks.render;

import org.jspecify.annotations.Nullable;

/**
 * A rendered payload. The body is not copied. The code that writes it to the caller must close it.
 *
 * @param nextCursor the cursor of the next page, or null
 */
public record RenderedPage(ResponseBuffer body, @Nullable String nextCursor) {}
