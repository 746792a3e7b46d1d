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
  private final FlagCells nofollow = new FlagCells();
  private final FlagCells deleted = new FlagCells();
  private final NumberCells citationFlow = new NumberCells();
  private final NumberCells trustFlow = new NumberCells();
  private final NumberCells externalLinks = new NumberCells();
  private final NumberCells domainNumbers = new NumberCells();
  private final PageSignalCounter manyOutlinks = new PageSignalCounter(SignalKind.MANY_OUTLINKS);
  private final PageSignalCounter flowImbalance = new PageSignalCounter(SignalKind.FLOW_IMBALANCE);
  private int rows;
  private int dead;
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
    startChunk(chunk);
    LinkCells.LifeColumns life = LinkCells.LifeColumns.of(chunk);
    boolean mayBeLost = life.lostOn() != null && life.lostOn().textCount() > 0;
    for (int row = 0; row < chunk.rowCount(); row++) {
      int domain = urls.domain(row);
      if (mayBeLost ? life.isDead(row) : deleted.flag(row) == LinkCells.TRUE) {
        dead++;
        losses.add(row, domain);
      } else {
        rows++;
        urls.countSource(row);
        countFollow(nofollow.flag(row));
        countDomain(row, domain, domainBase);
        countFacets(row, domain);
      }
    }
    for (FacetCounter facet : List.of(linkTypes, languages, anchors, targets)) {
      facet.endChunk();
    }
    topics.endChunk();
    losses.endChunk();
  }

  private void startChunk(Chunk chunk) {
    urls.startChunk(chunk);
    linkTypes.startChunk(LinkCells.find(chunk, LinkColumn.LINK_TYPE));
    languages.startChunk(LinkCells.find(chunk, LinkColumn.SOURCE_LANGUAGE));
    anchors.startChunk(LinkCells.find(chunk, LinkColumn.ANCHOR_TEXT));
    targets.startChunk(LinkCells.find(chunk, LinkColumn.TARGET_URL));
    topics.startChunk(topicColumns(chunk));
    firstIndexed.startChunk(LinkCells.find(chunk, LinkColumn.FIRST_INDEXED));
    losses.startChunk(chunk);
    nofollow.startChunk(LinkCells.find(chunk, LinkColumn.FLAG_NOFOLLOW));
    deleted.startChunk(LinkCells.find(chunk, LinkColumn.FLAG_DELETED));
    citationFlow.startChunk(LinkCells.find(chunk, LinkColumn.SOURCE_CITATION_FLOW));
    trustFlow.startChunk(LinkCells.find(chunk, LinkColumn.SOURCE_TRUST_FLOW));
    externalLinks.startChunk(LinkCells.find(chunk, LinkColumn.EXTERNAL_LINKS));
    domainNumbers.startChunk(LinkCells.find(chunk, LinkColumn.DOMAIN));
  }

  private static List<Chunk.Column> topicColumns(Chunk chunk) {
    List<String> names = chunk.columns().stream().map(Chunk.Column::name).toList();
    List<Chunk.Column> columns = new ArrayList<>();
    for (String name : TopicColumnNames.byNumber(names, LinkColumn.SOURCE_TOPICS).values()) {
      Chunk.Column column = chunk.findColumn(name);
      if (column != null) {
        columns.add(column);
      }
    }
    return columns;
  }

  private void countFollow(int flag) {
    if (flag == LinkCells.FALSE) {
      followed++;
    } else if (flag == LinkCells.TRUE) {
      notFollowed++;
    }
  }

  private void countDomain(int row, int domain, long domainBase) {
    if (domain >= 0) {
      domainLinks.add(domain);
    }
    long domainId = domainNumbers.number(row);
    if (domainId >= 0) {
      domainLinks.addById(domainFacts.numberOf(domainId + domainBase), domain);
    }
  }

  private void countFacets(int row, int domain) {
    linkTypes.add(linkTypes.valueOf(row), domain);
    languages.add(languages.valueOf(row), domain);
    anchors.add(anchors.valueOf(row), domain);
    targets.add(targets.valueOf(row), domain);
    topics.add(row, domain);
    firstIndexed.add(row);
    long citation = citationFlow.number(row);
    long trust = trustFlow.number(row);
    flow.add(citation, trust);
    if (citation >= MIN_CITATION_FLOW && trust >= 0 && trust <= MAX_TRUST_FLOW) {
      flowImbalance.add(domain, urls.sources(), row);
    }
    if (externalLinks.number(row) >= MIN_OUTLINKS) {
      manyOutlinks.add(domain, urls.sources(), row);
    }
  }

  /** Returns the number of rows that were counted, dead links included. */
  int rowCount() {
    return rows + dead;
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
        dead,
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
