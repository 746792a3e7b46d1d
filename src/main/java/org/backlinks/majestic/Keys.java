package org.backlinks.majestic;

import org.jspecify.annotations.Nullable;

/** Where the key comes from. */
interface Keys {
  /** The key to ask with, or why there is none. */
  Found current();

  /**
   * Another key than the one that upstream refused, if there is one by now.
   *
   * @return null when there is not
   */
  @Nullable Key insteadOf(Key refused);

  /** What a look for the key finds. */
  sealed interface Found {
    /** The key. */
    record Known(Key key) implements Found {}

    /** No key: nothing can be asked, and nothing is charged. */
    record Missing(Answer why) implements Found {}
  }

  /** The one key that there ever is. */
  record Fixed(Key key) implements Keys {
    @Override
    public Found current() {
      return new Found.Known(key);
    }

    @Override
    public @Nullable Key insteadOf(Key refused) {
      return null;
    }
  }

  /** No key is set. */
  record None(Answer why) implements Keys {
    @Override
    public Found current() {
      return new Found.Missing(why);
    }

    @Override
    public @Nullable Key insteadOf(Key refused) {
      return null;
    }
  }
}
