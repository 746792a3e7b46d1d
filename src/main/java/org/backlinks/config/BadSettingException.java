package org.backlinks.config;

/** Thrown for an invalid setting. The message is one line with its name and without its value. */
public final class BadSettingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  BadSettingException(String name, String requirement) {
    super(name + " " + requirement);
  }
}
