package org.backlinks.local;

/** The process in a sandbox. */
interface SandboxProcess {
  /** Does nothing. For tests that send the requests of the process themselves. */
  SandboxProcess NONE =
      new SandboxProcess() {
        @Override
        public void suspend() {}

        @Override
        public void resume() {}

        @Override
        public void kill() {}
      };

  /** Stops all threads of the process. */
  void suspend();

  /** Lets all threads of the process run again. */
  void resume();

  /** Kills the process immediately. */
  void kill();
}
