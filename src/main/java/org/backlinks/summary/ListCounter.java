package org.backlinks.summary;

import java.util.ArrayList;
import java.util.List;
import org.backlinks.question.Question;
import org.backlinks.report.LinkList;
import org.backlinks.report.ListCompleteness;
import org.backlinks.snapshot.Chunk;
import org.backlinks.snapshot.LinkCells;
import org.backlinks.snapshot.LinkColumn;
import org.backlinks.snapshot.Manifest;
import org.backlinks.snapshot.TopicColumnNames;
import org.jspecify.annotations.Nullable;

/**
 * Counts the links of one list, chunk by chunk. It looks at each text of a chunk once, and then
 * counts the rows by numbers. It keeps no rows, and texts of the most frequent values only.
 */
final class ListCounter {
  private static final int MIN_OUTLINKS = 101;
  private static final int MIN_CITATION_FLOW = 20;
  private static final int MAX_TRUST_FLOW = 5;

  private final DomainFacts domainFacts;
  private final UrlCells urls;
  private final DomainLinkCounter domainLinks;
  private final FacetCounter linkTypes = new FacetCounter();
  private final FacetCounter languages = new FacetCounter();
  private final FacetCounter anchors = new FacetCounter();
  private final FacetCounter targets = new FacetCounter();
  private final TopicCounter topics = new TopicCounter();
  private final FlowCounter flow = new FlowCounter();
  private final MonthCounter firstIndexed = new MonthCounter();
  private final LossCounter losses = new LossCounter();
  private final PageSignalCounter manyOutlinks = new PageSignalCounter(SignalKind.MANY_OUTLINKS);
  private final PageSignalCounter flowImbalance = new PageSignalCounter(SignalKind.FLOW_IMBALANCE);

  /** The names of the columns of the last chunk, and the indexes of its topics in order. */
  private List<String> columnNames = List.of();

  private List<Integer> topicIndexes = List.of();
  private int rows;
  private int deadRows;
  private int followed;
  private int notFollowed;

  /**
   * @param domainIds numbers the domains of all lists of an answer
   * @param domainFacts what is known about the domains, also later
   */
  ListCounter(DomainIds domainIds, DomainFacts domainFacts) {
    this.domainFacts = domainFacts;
    this.urls = new UrlCells(domainIds);
    this.domainLinks = new DomainLinkCounter(domainIds);
  }

  /**
   * Counts the rows of a chunk.
   *
   * @param domainBase the number to add to the ids of domains
   */
  void add(Chunk chunk, long domainBase) {
    urls.startChunk(chunk);
    RowSelection living = new RowSelection(chunk.rowCount());
    RowSelection dead = new RowSelection(chunk.rowCount());
    selectRows(chunk, living, dead);
    rows += living.count();
    deadRows += dead.count();
    urls.countSources(living);
    domainLinks.count(living);
    countDomainIds(LinkCells.find(chunk, LinkColumn.DOMAIN), domainBase, living);
    countFollow(FlagCells.of(LinkCells.find(chunk, LinkColumn.FLAG_NOFOLLOW)), living);
    linkTypes.count(LinkCells.find(chunk, LinkColumn.LINK_TYPE), living);
    languages.count(LinkCells.find(chunk, LinkColumn.SOURCE_LANGUAGE), living);
    anchors.count(LinkCells.find(chunk, LinkColumn.ANCHOR_TEXT), living);
    targets.count(LinkCells.find(chunk, LinkColumn.TARGET_URL), living);
    topics.count(topicColumns(chunk), living);
    firstIndexed.count(LinkCells.find(chunk, LinkColumn.FIRST_INDEXED), living);
    countPages(chunk, living);
    losses.count(chunk, dead);
  }

  private void selectRows(Chunk chunk, RowSelection living, RowSelection dead) {
    LinkCells.LifeColumns life = LinkCells.LifeColumns.of(chunk);
    FlagCells deleted = FlagCells.of(life.deleted());
    boolean mayBeLost = life.lostOn() != null && life.lostOn().textCount() > 0;
    for (int row = 0; row < chunk.rowCount(); row++) {
      boolean isDead = mayBeLost ? life.isDead(row) : deleted.flag(row) == LinkCells.TRUE;
      (isDead ? dead : living).add(row, urls.domain(row));
    }
  }

  private void countDomainIds(Chunk.@Nullable Column ids, long domainBase, RowSelection living) {
    if (ids != null) {
      domainLinks.countById(ids, domainFacts.numbersOf(ids, domainBase), living);
    }
  }

  private void countFollow(FlagCells nofollow, RowSelection living) {
    for (int i = 0; i < living.count(); i++) {
      int flag = nofollow.flag(living.row(i));
      followed += flag == LinkCells.FALSE ? 1 : 0;
      notFollowed += flag == LinkCells.TRUE ? 1 : 0;
    }
  }

  private List<Chunk.Column> topicColumns(Chunk chunk) {
    List<String> names = chunk.columns().stream().map(Chunk.Column::name).toList();
    if (!names.equals(columnNames)) {
      columnNames = names;
      topicIndexes =
          TopicColumnNames.byNumber(names, LinkColumn.SOURCE_TOPICS).values().stream()
              .map(names::indexOf)
              .toList();
    }
    return topicIndexes.stream().map(chunk.columns()::get).toList();
  }

  /** Counts what the pages of the links' sources show. */
  private void countPages(Chunk chunk, RowSelection living) {
    NumberCells citationFlow =
        NumberCells.of(LinkCells.find(chunk, LinkColumn.SOURCE_CITATION_FLOW));
    NumberCells trustFlow = NumberCells.of(LinkCells.find(chunk, LinkColumn.SOURCE_TRUST_FLOW));
    NumberCells externalLinks = NumberCells.of(LinkCells.find(chunk, LinkColumn.EXTERNAL_LINKS));
    for (int i = 0; i < living.count(); i++) {
      int row = living.row(i);
      long citation = citationFlow.number(row);
      long trust = trustFlow.number(row);
      flow.add(citation, trust);
      if (isImbalanced(citation, trust)) {
        flowImbalance.add(living.domain(i), urls.sources(), row);
      }
      if (externalLinks.number(row) >= MIN_OUTLINKS) {
        manyOutlinks.add(living.domain(i), urls.sources(), row);
      }
    }
  }

  private static boolean isImbalanced(long citation, long trust) {
    return FlowCounter.isFlow(citation)
        && FlowCounter.isFlow(trust)
        && citation >= MIN_CITATION_FLOW
        && trust <= MAX_TRUST_FLOW;
  }

  /** Returns the number of rows that were counted, dead links included. */
  int rowCount() {
    return rows + deadRows;
  }

  /** Returns the summary of the list when the last row of the answer has been read. */
  ListSummary toSummary(LinkList list, Question question, Manifest manifest) {
    FacetCounter countries = new FacetCounter();
    FacetCounter networks = new FacetCounter();
    domainLinks.countFacts(domainFacts, countries, networks);
    return new ListSummary(
        list.scope(),
        coverage(list, question, manifest),
        rows,
        deadRows,
        urls.sourceCount(),
        domainLinks.domainCount(),
        followCounts(),
        linkTypes.toFacet(),
        languages.toFacet(),
        domainLinks.topLevelDomains(),
        countries.toFacet(),
        topics.toFacet(),
        anchors.toFacet(),
        domainLinks.toFacet(),
        targets.toFacet(),
        flow.toCounts(),
        firstIndexed.toCounts(),
        losses.toCounts(),
        signals(networks));
  }

  private ListCoverage coverage(LinkList list, Question question, Manifest manifest) {
    boolean mayBeRepaired = list.tables().stream().anyMatch(manifest::mayHaveInvalidCharacters);
    boolean isCertain = urls.certainty().isCertain(mayBeRepaired);
    return new ListCoverage(
        list.returned(),
        list.totalBacklinks(),
        ListCompleteness.isComplete(question, manifest, list, isCertain));
  }

  private @Nullable FollowCounts followCounts() {
    int known = followed + notFollowed;
    return known == 0 ? null : new FollowCounts(known, followed, notFollowed);
  }

  private List<LinkSignal> signals(FacetCounter networks) {
    List<LinkSignal> signals = new ArrayList<>();
    manyOutlinks.addTo(signals);
    flowImbalance.addTo(signals);
    ClusterSignal.SUBNET.addTo(signals, networks, domainLinks.domainCount());
    ClusterSignal.ANCHOR.addTo(signals, anchors, domainLinks.domainCount());
    return signals;
  }
}
