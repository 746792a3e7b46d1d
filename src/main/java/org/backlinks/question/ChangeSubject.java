package org.backlinks.question;

/** What changes are listed by. */
public enum ChangeSubject implements WireNamed {
  LINK("link"),
  DOMAIN("domain");

  private final String wireName;

  ChangeSubject(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }
}
