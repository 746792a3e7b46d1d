package org.backlinks.service;

import java.time.Clock;
import java.util.random.RandomGenerator;
import org.backlinks.callback.CallbackAssembly;
import org.backlinks.callback.CallbackSender;
import org.backlinks.config.Settings;
import org.backlinks.majestic.MajesticClient;
import org.backlinks.store.CallbackStore;
import org.backlinks.store.ChunkStore;
import org.backlinks.store.IdempotencyKeyStore;
import org.backlinks.store.Ledger;
import org.backlinks.store.ReportStore;
import org.backlinks.store.StoreFixture;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.task.TaskScheduler;
import org.backlinks.telemetry.Metrics;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** All parts of the service, wired as the program wires them. */
public class ServiceAssembly {
  public final Settings settings;
  public final ReportStore reportStore;
  public final Ledger ledger;
  public final ChunkStore chunkStore;
  public final CallTracker callTracker;
  public final DueReportWorker dueReportWorker;
  public final ReportReader reportReader;
  public final ReportSharing reportSharing;
  public final SummaryService summaryService;
  public final ReportService reportService;
  public final ReportDeletion reportDeletion;
  public final ComparisonService comparisonService;
  public final CallbackAssembly callbacks;
  public final CostEstimator costEstimator;
  public final UsageReader usageReader;
  public final JobNotification jobNotification;
  public final TaskScheduler scheduler;
  public final Metrics metrics;
  final CallbackStore callbackStore;
  final SubscriptionStore subscriptionStore;
  final CurrentIndexes currentIndexes;
  final IndexChecker indexChecker;
  final UnitReserver unitReserver;
  final ClaimReleaser claimReleaser;
  final TransitionPolicy transitionPolicy;
  final CallTimePolicy callTimePolicy;
  final LeaseRenewer leaseRenewer;
  final AnswerRecorder answerRecorder;
  final ReportWriter reportWriter;
  final CallPreparer callPreparer;
  final ReportStep reportStep;
  final ReportTakeOver reportTakeOver;
  final ReportAbandoner reportAbandoner;
  final DueReportStarter dueReportStarter;
  final ReportProcessor reportProcessor;
  final IndexItemFetcher indexItemFetcher;
  final IndexItemCounter indexItemCounter;

  /**
   * Makes all parts over a client of the table, a client of upstream, and the recipients of
   * callbacks.
   */
  public ServiceAssembly(
      Settings settings,
      DynamoDbClient dynamo,
      MajesticClient upstream,
      Clock clock,
      TaskScheduler scheduler,
      RandomGenerator random,
      CallbackSender recipients) {
    this.settings = settings;
    this.scheduler = scheduler;
    this.callTracker = new CallTracker(scheduler);
    metrics = ServiceParts.metrics(settings, clock);
    StoreFixture stores = StoreFixture.of(dynamo, settings, scheduler, random);
    reportStore = stores.reportStore();
    ledger = stores.ledger();
    chunkStore = stores.chunkStore();
    TimeLimitedClient freeCalls = new TimeLimitedClient(upstream, scheduler);
    callbackStore = stores.callbackStore();
    subscriptionStore = stores.subscriptionStore();
    currentIndexes = new CurrentIndexes(upstream, subscriptionStore, scheduler, clock);
    SubscriptionInfo prices =
        new SubscriptionInfo(
            new SubscriptionFetcher(freeCalls, currentIndexes),
            subscriptionStore,
            scheduler,
            clock);
    callbacks =
        new CallbackAssembly(settings, stores, metrics, clock, scheduler, random, recipients);
    claimReleaser =
        new ClaimReleaser(reportStore, stores.writeRetry(), callTracker, scheduler, clock);
    jobNotification = new JobNotification(reportStore, settings, clock, random);
    CommandSelector commands =
        ServiceParts.commands(stores, settings, clock, freeCalls, jobNotification);
    ReportMetrics reportMetrics = new ReportMetrics(metrics);
    unitReserver =
        new UnitReserver(
            stores.claimTransactions(),
            prices,
            claimReleaser,
            callbacks.factory,
            reportMetrics,
            settings);
    callTimePolicy = new CallTimePolicy(settings, clock);
    transitionPolicy = ServiceParts.transitionPolicy(settings, random, commands);
    UpstreamJobCanceller canceller = new UpstreamJobCanceller(reportStore, freeCalls);
    reportReader = new ReportReader(reportStore, chunkStore, clock, scheduler);
    summaryService = new SummaryService(reportReader, stores.summaryStore());
    answerRecorder =
        new AnswerRecorder(
            chunkStore, summaryService, stores.writeRetry(), transitionPolicy, settings, clock);
    reportWriter =
        new ReportWriter(
            reportStore,
            stores.writeRetry(),
            callbacks.settler,
            canceller,
            callTimePolicy,
            reportMetrics);
    leaseRenewer = new LeaseRenewer(reportStore, settings, scheduler, clock);
    LeftoverAnswers leftovers =
        new LeftoverAnswers(
            chunkStore, transitionPolicy, answerRecorder, reportWriter, reportMetrics, clock);
    callPreparer = new CallPreparer(unitReserver, callTimePolicy, reportWriter, clock);
    reportStep =
        new ReportStep(
            new UpstreamCaller(upstream, callTimePolicy, reportMetrics, currentIndexes, clock),
            transitionPolicy,
            answerRecorder,
            reportWriter,
            prices,
            reportMetrics,
            clock);
    reportProcessor =
        new ReportProcessor(
            leaseRenewer, callPreparer, reportStep, leftovers, callTracker, scheduler);
    reportTakeOver = new ReportTakeOver(reportStore, unitReserver, claimReleaser, settings);
    reportAbandoner =
        new ReportAbandoner(
            reportStore,
            leaseRenewer,
            transitionPolicy,
            answerRecorder,
            reportWriter,
            reportMetrics,
            clock);
    dueReportStarter =
        new DueReportStarter(
            reportStore,
            reportTakeOver,
            reportProcessor,
            leftovers,
            reportAbandoner,
            transitionPolicy,
            clock);
    dueReportWorker =
        new DueReportWorker(
            stores.dueIndex(),
            dueReportStarter,
            callTimePolicy,
            metrics,
            settings,
            scheduler,
            clock);
    IdempotencyKeyStore keys = stores.idempotencyKeyStore();
    BudgetGuard budgetGuard = new BudgetGuard(settings);
    DailySpendCache spendCache = new DailySpendCache(stores.claimTransactions(), settings, clock);
    reportSharing =
        new ReportSharing(
            reportReader, stores.shareLinkStore(), summaryService, settings, clock, random);
    comparisonService = new ComparisonService(reportReader, stores.comparisonStore(), scheduler);
    indexChecker = new IndexChecker(currentIndexes, chunkStore);
    ReportLookup lookup =
        new ReportLookup(reportReader, keys, spendCache, indexChecker, comparisonService, clock);
    ReportClaimer claimer =
        new ReportClaimer(
            new ReportFactory(commands, callTimePolicy, settings, random),
            unitReserver,
            prices,
            budgetGuard,
            spendCache,
            reportMetrics,
            clock);
    reportService =
        new ReportService(
            new ReportResolver(lookup, spendCache, keys, claimer, callbacks.registry, clock),
            lookup,
            reportProcessor,
            reportStore,
            metrics,
            clock,
            scheduler);
    reportDeletion =
        new ReportDeletion(
            reportStore, keys, canceller, callbacks.settler, reportMetrics, clock, random);
    indexItemFetcher =
        new IndexItemFetcher(
            upstream,
            stores.indexItemLedger(),
            prices,
            ServiceParts.failureProblems(settings, random),
            metrics,
            clock);
    indexItemCounter =
        new IndexItemCounter(
            indexItemFetcher, stores.countedItemStore(), callTracker, scheduler, clock);
    costEstimator =
        new CostEstimator(
            lookup,
            spendCache,
            budgetGuard,
            prices,
            indexChecker,
            new ExactPriceEstimator(indexItemCounter, commands, clock),
            clock);
    usageReader = new UsageReader(ledger, prices, spendCache, settings, clock);
  }
}
