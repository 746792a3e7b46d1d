package org.backlinks.local;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/** A signal to a process that the Java library cannot send. */
enum ProcessSignal {
  STOP(19, 17),
  CONTINUE(18, 19);

  private static final boolean IS_MAC =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

  private final int linuxNumber;
  private final int macNumber;

  ProcessSignal(int linuxNumber, int macNumber) {
    this.linuxNumber = linuxNumber;
    this.macNumber = macNumber;
  }

  /**
   * The function {@code kill} of the C library. The program {@code kill} would need some
   * milliseconds to start.
   */
  private static final class SystemCall {
    static final MethodHandle KILL =
        Linker.nativeLinker()
            .downcallHandle(
                Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  /** Sends the signal. Does nothing when the process has ended. */
  void sendTo(long pid) {
    try {
      int unused =
          (int) SystemCall.KILL.invokeExact(Math.toIntExact(pid), IS_MAC ? macNumber : linuxNumber);
    } catch (Throwable e) {
      throw new IllegalStateException(
          "cannot send the signal " + this + " to the process " + pid, e);
    }
  }
}
