package org.backlinks.local;

/**
 * What takes one Lambda event and gives its answer: a function, a pool of them, or a test's echo.
 */
@FunctionalInterface
public interface Invoker {
  /**
   * Sends one event and waits for its answer.
   *
   * @throws FunctionError when the function answered with an error, died or ran out of time
   */
  byte[] invoke(byte[] event) throws InterruptedException;
}
