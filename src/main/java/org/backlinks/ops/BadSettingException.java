package org.backlinks.ops;

/**
 * A setting that can't be read; the message is one line that names it and never shows a secret's
 * value.
 */
public final class BadSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadSettingException(String name, String why) {
    super(name + " " + why);
  }
}
