package org.backlinks.changes;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a comparison: its lists and warnings, its links, its domains, each with their
 * number before them. Scopes, kinds and evidence are written by their names. Links are written
 * column by column; a row number is the difference to the one before it.
 */
final class ComparisonWriter {
  private final DataOutputStream out;

  private ComparisonWriter(DataOutputStream out) {
    this.out = out;
  }

  /** Writes the lists and the warnings. */
  static void writeLists(DataOutputStream out, Comparison comparison) throws IOException {
    ComparisonWriter writer = new ComparisonWriter(out);
    out.writeInt(comparison.lists().size());
    for (ListComparison list : comparison.lists()) {
      writer.writeList(list);
    }
    out.writeInt(comparison.warnings().size());
    for (String warning : comparison.warnings()) {
      writer.writeText(warning);
    }
  }

  /** Writes the changes of links. */
  static void writeLinks(DataOutputStream out, LinkChanges links) throws IOException {
    new ComparisonWriter(out).writeLinks(links);
  }

  /** Writes the changes of domains. */
  static void writeDomains(DataOutputStream out, List<DomainChange> domains) throws IOException {
    ComparisonWriter writer = new ComparisonWriter(out);
    out.writeInt(domains.size());
    for (DomainChange domain : domains) {
      writer.writeText(domain.kind().wireName());
      writer.writeText(domain.scope().wireName());
      writer.writeText(domain.evidence().wireName());
      out.writeInt(domain.linksBefore());
      out.writeInt(domain.linksAfter());
      writer.writeText(domain.domain());
    }
  }

  private void writeList(ListComparison list) throws IOException {
    writeText(list.scope().wireName());
    writeSide(list.before());
    writeSide(list.after());
    LinkCounts links = list.counts();
    out.writeInt(links.added());
    out.writeInt(links.appeared());
    out.writeInt(links.reportedLosses());
    out.writeInt(links.provenLosses());
    out.writeInt(links.unlisted());
    out.writeInt(links.changed());
    out.writeInt(links.moved());
    out.writeInt(links.unchanged());
    out.writeInt(links.goneBefore());
    out.writeInt(links.goneAfter());
    out.writeInt(list.domains().added());
    out.writeInt(list.domains().appeared());
    out.writeInt(list.domains().lost());
    out.writeInt(list.domains().unlisted());
  }

  private void writeSide(ListComparison.Side side) throws IOException {
    out.writeInt(side.returned());
    writeTotal(side.totalBacklinks());
    out.writeBoolean(side.isComplete());
  }

  private void writeTotal(@Nullable Long total) throws IOException {
    out.writeBoolean(total != null);
    if (total != null) {
      out.writeLong(total);
    }
  }

  private void writeLinks(LinkChanges links) throws IOException {
    out.writeInt(links.types().size());
    for (LinkChanges.Type type : links.types()) {
      writeText(type.kind().wireName());
      writeText(type.evidence() == null ? "" : type.evidence().wireName());
      writeText(type.scope().wireName());
    }
    out.writeInt(links.size());
    for (int i = 0; i < links.size(); i++) {
      out.writeByte(links.typeNumber(i));
    }
    writeRows(links.size(), links::beforeRow);
    writeRows(links.size(), links::afterRow);
  }

  private void writeRows(int size, IntUnaryOperator rows) throws IOException {
    ByteBuffer differences = ByteBuffer.allocate(size * Integer.BYTES);
    int previous = 0;
    for (int i = 0; i < size; i++) {
      int row = rows.applyAsInt(i);
      differences.putInt(row - previous);
      previous = row;
    }
    out.write(differences.array());
  }

  private void writeText(String text) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
