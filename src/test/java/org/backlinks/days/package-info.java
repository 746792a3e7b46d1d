/** Bad days: what the function does when what it needs fails, in every way that we know. */
@org.jspecify.annotations.NullMarked
package org.backlinks.days;
