package org.backlinks.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryCodecTest {
  private static final ReportSummary SUMMARY =
      new ReportSummary(List.of(SummaryFixture.EMPTY, SummaryFixture.FULL));

  /** What this version stored. Each later version must read it. */
  private static final String RECORDED =
      "AQKJT454nL1VzY6bMBB+FctSb6zET7JNo6qHXXrovT1tc/CCASvGg+yhSRUh9Yn6UH2Sjs2yhN2cEZIZ"
          + "2zPzfd/YDBeulUPH908X7groJN/z3moecaj4/sKtxN4aWfJ9HPEC2k5LJJ9KaCeHiFs4ubBVSjH6OOht"
          + "IX9Y/bIOrVDG20M0I1gAzMPODaBNxBFQ6AdRHLUyRwpOd0n6KUl38YIE2n7mkE0ckiWH9IoD2RVoDScP"
          + "eDRwMiFuWqNtA9Mkocwe/fvvTrql/y+hezmWLJgk6N+fv5+fv/zs812W0/g1jvkY/oZBMhxIMDbShpxT"
          + "puTVORk8rjB1L+rVcVGXa0MW0Bu0an2p0KlibVBhigbs2qhWVtJaZep8ilu30sLWEtdGrd595a2ge3Ym"
          + "yKePaXS/ibID5SkUClRgclkoHQjF0fWT+ZH8qNU4vO2Uje+DB1XW4TdTyrPvY6/gxL4Fg82oN5ikN43T"
          + "zV28vRI5+BwaHF7FJv78hAOzLFZuoesIZBb9tkK3Ebd38f1VUEB0qjZCv/wCgk2+41V91CRb2jkiW3ZT"
          + "bKx0DWhSy8FIFkizMZZVFlomkGnij2xLy+U8TWL2gUHF6BzZlDHi8ix8c/dcuKD5Mz8M/vkPd2wpkg==";

  @Test
  void storedSummaryIsRead() throws IOException {
    assertThat(SummaryCodec.decode(SummaryCodec.encode(SUMMARY))).isEqualTo(SUMMARY);
  }

  @Test
  void recordedSummaryIsRead() throws IOException {
    assertThat(SummaryCodec.decode(Base64.getDecoder().decode(RECORDED))).isEqualTo(SUMMARY);
  }

  @Test
  void damagedSummaryIsCorrupt() throws IOException {
    byte[] stored = SummaryCodec.encode(SUMMARY);
    for (int length = 0; length < stored.length; length++) {
      byte[] cut = Arrays.copyOf(stored, length);
      assertThatThrownBy(() -> SummaryCodec.decode(cut))
          .isInstanceOf(CorruptSummaryException.class);
    }
    for (int i = 0; i < stored.length; i++) {
      byte[] changed = stored.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> SummaryCodec.decode(changed))
          .isInstanceOf(CorruptSummaryException.class);
    }
  }
}
