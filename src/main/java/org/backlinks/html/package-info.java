/**
 * Shows reports, pending reports and problems as pages for people. A page needs no script and no
 * other resource. Everything that upstream sent is text: {@link org.backlinks.html.DisplayText}
 * makes it fit for display, and {@link org.backlinks.html.HtmlWriter} escapes it.
 */
@org.jspecify.annotations.NullMarked
package org.backlinks.html;
