package org.backlinks.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvocationRecordTest {
  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";

  @ParameterizedTest
  @CsvSource({
    "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
    "Root=1-5759e988-bd862e3fe1be46a994272793",
    "Self=1-00000000-000000000000000000000000; Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0"
  })
  void traceIdIsRootOfHeader(String header) {
    assertThat(traceId(header)).isEqualTo(TRACE);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Parent=53995c3f42cd8ad8", "Root=1-5759e988-x", "Root=\"\n"})
  void traceIdIsNullWhenHeaderHasNoRoot(String header) {
    assertThat(traceId(header)).isNull();
  }

  private static @Nullable String traceId(@Nullable String header) {
    return new InvocationRecord("request", header, true).traceId();
  }
}
