/** Tests of the function while Majestic or the table fails, with every known fault. */
@org.jspecify.annotations.NullMarked
package org.backlinks.faults;
