package org.backlinks.callback;

import jakarta.inject.Singleton;
import java.time.Duration;
import org.backlinks.task.Lazy;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The clients of the services that pass notices on. Each is made when it is first needed. */
@Singleton
final class AwsClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

  /** The longest time for both attempts together. */
  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(12);

  private final Lazy<SfnClient> stepFunctions = new Lazy<>(() -> build(SfnClient.builder()));
  private final Lazy<LambdaClient> lambda = new Lazy<>(() -> build(LambdaClient.builder()));
  private final Lazy<SqsClient> sqs = new Lazy<>(() -> build(SqsClient.builder()));
  private final Lazy<EventBridgeClient> eventBridge =
      new Lazy<>(() -> build(EventBridgeClient.builder()));

  SfnClient stepFunctions() {
    return stepFunctions.get();
  }

  LambdaClient lambda() {
    return lambda.get();
  }

  SqsClient sqs() {
    return sqs.get();
  }

  EventBridgeClient eventBridge() {
    return eventBridge.get();
  }

  private static <
          B extends AwsSyncClientBuilder<B, C> & SdkClientBuilder<B, C>, C extends SdkClient>
      C build(B builder) {
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT))
        .overrideConfiguration(configuration ->
            configuration
                .apiCallTimeout(TOTAL_TIMEOUT)
                .retryStrategy(
                    DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build()))
        .build();
  }
}
