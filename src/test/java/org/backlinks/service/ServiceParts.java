package org.backlinks.service;

import java.time.Clock;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.backlinks.config.Settings;
import org.backlinks.majestic.FakeUpstreamClient;
import org.backlinks.store.StoreFixture;
import org.backlinks.store.SubscriptionStore;
import org.backlinks.task.TaskScheduler;
import org.backlinks.task.ThreadTaskScheduler;
import org.backlinks.telemetry.Metrics;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Makes parts of the service without the container. */
final class ServiceParts {
  private static final TaskScheduler SCHEDULER = new ThreadTaskScheduler();

  private ServiceParts() {}

  static CommandSelector commands(StoreFixture stores, Settings settings, Clock clock) {
    return commands(
        stores,
        settings,
        clock,
        client(settings),
        new JobNotification(stores.reportStore(), settings, clock, new SplittableRandom()));
  }

  static CommandSelector commands(
      StoreFixture stores,
      Settings settings,
      Clock clock,
      TimeLimitedClient freeCalls,
      JobNotification jobNotification) {
    return new CommandSelector(
        new CommandRetirement(
            stores.retiredCommandStore(), metrics(settings, clock), settings, clock),
        new CommandProbe(freeCalls, clock),
        jobNotification,
        settings);
  }

  static SubscriptionInfo subscriptionInfo(StoreFixture stores, Settings settings, Clock clock) {
    return new SubscriptionInfo(
        new SubscriptionFetcher(
            client(settings), currentIndexes(stores.subscriptionStore(), settings, clock)),
        stores.subscriptionStore(),
        SCHEDULER,
        clock);
  }

  static CurrentIndexes currentIndexes(SubscriptionStore store, Settings settings, Clock clock) {
    return new CurrentIndexes(FakeUpstreamClient.of(settings), store, SCHEDULER, clock);
  }

  /** Returns a policy for reports whose next state does not depend on the table. */
  static TransitionPolicy transitionPolicy(Settings settings) {
    DynamoDbClient noTable =
        DynamoDbClient.builder()
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    return transitionPolicy(
        settings,
        new SplittableRandom(1),
        commands(StoreFixture.of(noTable, settings), settings, Clock.systemUTC()));
  }

  static TransitionPolicy transitionPolicy(
      Settings settings, RandomGenerator random, CommandSelector commands) {
    PollSchedule schedule = new PollSchedule(settings, random);
    return new TransitionPolicy(schedule, commands, new FailureProblems(schedule), settings);
  }

  static FailureProblems failureProblems(Settings settings, RandomGenerator random) {
    return new FailureProblems(new PollSchedule(settings, random));
  }

  private static TimeLimitedClient client(Settings settings) {
    return new TimeLimitedClient(FakeUpstreamClient.of(settings), SCHEDULER);
  }

  /** Returns metrics that are written nowhere. */
  static Metrics metrics(Settings settings, Clock clock) {
    return new Metrics();
  }
}
