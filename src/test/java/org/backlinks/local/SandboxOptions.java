package org.backlinks.local;

/**
 * The options of a sandbox.
 *
 * @param registration the answer to a process that registers an extension
 * @param isFreezing whether the sandbox stops a process that waits for its next event
 */
public record SandboxOptions(Registration registration, boolean isFreezing) {
  /** The answer to a registration of an extension. */
  public enum Registration {
    /** The extension is registered, as on Lambda. */
    ACCEPTED,
    /** Status 404: the platform has no extensions. */
    NOT_FOUND,
    /**
     * Status 200 after one second. The sandbox never waits for this extension because the process
     * can have stopped listening.
     */
    LATE,
    /** Status 500. */
    FAILED
  }

  /** Returns the options of Lambda. */
  public static SandboxOptions defaults() {
    return new SandboxOptions(Registration.ACCEPTED, true);
  }

  /** Returns these options with another answer to a registration. */
  public SandboxOptions withRegistration(Registration other) {
    return new SandboxOptions(other, isFreezing);
  }

  /** Returns these options with freezing enabled or disabled. */
  public SandboxOptions withFreezing(boolean isEnabled) {
    return new SandboxOptions(registration, isEnabled);
  }
}
