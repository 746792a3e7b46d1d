package org.backlinks.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.backlinks.snapshot.ByteArrays;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.Utf8;
import org.jspecify.annotations.Nullable;

/** Counts the links that show a signal of their source page. */
final class PageSignalCounter {
  private final SignalKind kind;
  private final BitSet domains = new BitSet();
  private final LongSet examplePages = new LongSet();
  private final List<String> examples = new ArrayList<>();
  private int links;

  PageSignalCounter(SignalKind kind) {
    this.kind = kind;
  }

  /** Counts a link that shows the signal. */
  void add(int domain, Chunk.@Nullable Column urls, int row) {
    links++;
    if (domain >= 0) {
      domains.set(domain);
    }
    if (examples.size() < LinkSignal.MAX_EXAMPLES && urls != null && urls.hasCell(row)) {
      int from = urls.cellStart(row);
      int length = urls.cellEnd(row) - from;
      if (examplePages.add(ByteArrays.hash(urls.textBytes(), from, length))) {
        String url = new String(urls.textBytes(), from, length, StandardCharsets.UTF_8);
        examples.add(Utf8.truncate(url, TopValues.MAX_TEXT_BYTES));
      }
    }
  }

  /** Adds the signal to a list, if any link shows it. */
  void addTo(List<LinkSignal> signals) {
    if (links > 0) {
      signals.add(new LinkSignal(kind, links, domains.cardinality(), examples));
    }
  }
}
