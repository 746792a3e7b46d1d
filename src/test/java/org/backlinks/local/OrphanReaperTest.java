package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrphanReaperTest {
  @Test
  void frozenProcessEndsWhenParentIsKilled() throws Exception {
    try (ChildProcess parent =
        ChildProcess.startWithPipedOutput(
            "abandoning",
            List.of(
                ProjectFolders.javaExecutable().toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AbandonedFunctionMain.class.getName()),
            Map.of())) {
      ProcessHandle frozen = ProcessHandle.of(Long.parseLong(parent.readLine())).orElseThrow();
      assertThat(frozen.isAlive()).isTrue();
      parent.kill();
      assertThat(frozen.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }
}
