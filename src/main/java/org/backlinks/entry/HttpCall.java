package org.backlinks.entry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, whichever gateway it came by.
 *
 * @param path as routes know it, from {@code /v1/} on
 * @param prefix what stood before it: stage or base path, "" or "/…"; for links back
 * @param parameters query parameters, decoded, in order, every value
 * @param headers by lower-case name; several values joined by a comma
 * @param body the bytes, or null when there are none
 * @param takesBytes whether the gateway hands bytes on that are no text
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
record HttpCall(
    String method,
    String path,
    String prefix,
    Map<String, List<String>> parameters,
    Map<String, String> headers,
    byte @Nullable [] body,
    boolean takesBytes) {

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
