package org.backlinks.local;

/**
 * Accepts a Lambda event and returns the answer: a function, a pool of functions, or a fake in a
 * test.
 */
@FunctionalInterface
public interface Invoker {
  /**
   * Sends one event and waits for its answer.
   *
   * @throws FunctionErrorException when the function returned an error, ended, or exceeded its
   *     timeout
   */
  byte[] invoke(byte[] event) throws InterruptedException;
}
