package org.backlinks.question;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A constant of an enum that has a fixed name in requests, payloads and stored reports. */
public interface WireNamed {
  /** Returns the name. */
  String wireName();

  /** Returns the constant with exactly this name, or empty when there is none. */
  static <E extends Enum<E> & WireNamed> Optional<E> parse(Class<E> type, @Nullable String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.wireName().equals(name)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }
}
