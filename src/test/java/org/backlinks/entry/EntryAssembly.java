package org.backlinks.entry;

import java.time.Instant;
import org.backlinks.question.RequestReader;
import org.backlinks.render.BufferPool;
import org.backlinks.render.ChangesRenderer;
import org.backlinks.render.PayloadRenderer;
import org.backlinks.render.SummaryRenderer;
import org.backlinks.service.ServiceFixture;
import org.backlinks.telemetry.Metrics;

/** The parts that answer events, over a service of a test, wired as the program wires them. */
final class EntryAssembly {
  final Router router;
  final DirectActions directActions;
  final WorkerTriggers workerTriggers;
  final RequestQueue requestQueue;
  private final ServiceFixture service;

  EntryAssembly(ServiceFixture service) {
    this.service = service;
    Metrics metrics = service.metrics;
    RequestReader requestReader =
        new RequestReader(true, service.settings.notices().callbackQueues());
    ReportPresenter presenter =
        new ReportPresenter(
            service.reportService,
            service.reportReader,
            service.reportDeletion,
            new ComparisonSummarizer(
                service.comparisonService, metrics, service.scheduler, service.clock),
            new ViewRenderer(
                new PayloadRenderer(new BufferPool()),
                new HtmlReportRenderer(
                    service.summaryService,
                    service.comparisonService,
                    service.scheduler,
                    service.clock),
                service.reportDeletion,
                service.clock));
    ChangesPresenter changesPresenter =
        new ChangesPresenter(
            service.comparisonService,
            new ChangesRenderer(new BufferPool(), service.scheduler),
            metrics,
            service.scheduler,
            service.clock);
    SummaryPresenter summaryPresenter =
        new SummaryPresenter(
            service.summaryService, new SummaryRenderer(new BufferPool()), metrics, service.clock);
    SharePresenter sharePresenter = new SharePresenter(service.reportSharing, service.clock);
    FreezeGuard freezeGuard =
        new FreezeGuard(
            LambdaExtension.inactive(service.clock), service.callTracker, service.clock);
    ReportRequestHandler requestHandler =
        new ReportRequestHandler(
            service.reportService,
            service.reportReader,
            service.callbacks.registry,
            presenter,
            freezeGuard,
            service.scheduler,
            service.clock);
    ReportRequestParser requestParser = new ReportRequestParser(requestReader);
    ReportResponses responses = new ReportResponses(service.clock);
    CostResource costs =
        new CostResource(requestParser, service.costEstimator, service.usageReader);
    workerTriggers =
        new WorkerTriggers(service.dueReportWorker, service.callbacks.worker, service.scheduler);
    router =
        new Router(
            new BacklinksResource(
                requestParser, requestHandler, service.callbacks.registry, presenter, responses),
            new ReportResource(presenter, responses),
            new ReportSubresources(
                new ChangesResource(changesPresenter),
                new SummaryResource(summaryPresenter),
                new ShareResource(sharePresenter)),
            costs,
            new OpenApiResource(),
            new OpenResources(
                new NotificationResource(service.jobNotification),
                new SharedPageResource(
                    service.reportSharing,
                    service.reportReader,
                    service.summaryService,
                    service.comparisonService,
                    metrics)),
            new RateLimitHeaders(service.usageReader, service.clock));
    directActions =
        new DirectActions(
            requestReader,
            requestHandler,
            service.callbacks.registry,
            presenter,
            new SubresourcePresenters(changesPresenter, summaryPresenter, sharePresenter),
            costs,
            workerTriggers);
    requestQueue =
        new RequestQueue(
            requestReader,
            service.reportService,
            service.callbacks.registry,
            freezeGuard,
            metrics,
            service.scheduler,
            service.clock);
  }

  /** Returns an invocation that has as much time as one of the function for callers. */
  InvocationContext newContext() {
    Instant now = service.clock.instant();
    return new InvocationContext("request-1", now, now.plusSeconds(300));
  }
}
