package org.backlinks.majestic;

import java.time.Duration;
import java.util.function.Supplier;
import org.backlinks.majestic.SecretCredentialsProvider.ReadResult;
import org.backlinks.task.Lazy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Reads a secret in Secrets Manager. The client is made when the secret is first read. */
final class SecretReader implements Supplier<ReadResult> {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

  /** The longest time for both attempts together. */
  private static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(8);

  private final String secretId;
  private final Lazy<SecretsManagerClient> client = new Lazy<>(SecretReader::createClient);

  /**
   * Makes a reader.
   *
   * @param secretId the name or the ARN of the secret
   */
  SecretReader(String secretId) {
    this.secretId = secretId;
  }

  @Override
  public ReadResult get() {
    try {
      return new ReadResult.SecretText(
          client.get().getSecretValue(get -> get.secretId(secretId)).secretString());
    } catch (SdkServiceException e) {
      return new ReadResult.Failed(errorCode(e), isTransient(e));
    } catch (SdkException e) {
      // no connection, no answer in time, or no AWS credentials: the message may contain secrets
      return new ReadResult.Failed(e.getClass().getSimpleName(), true);
    }
  }

  private static boolean isTransient(SdkServiceException e) {
    return e.statusCode() >= 500 || e.isThrottlingException();
  }

  /** Returns the code of the service's error. The error's message may contain secrets. */
  private static String errorCode(SdkServiceException e) {
    String code =
        e instanceof SecretsManagerException known && known.awsErrorDetails() != null
            ? known.awsErrorDetails().errorCode()
            : null;
    return code == null ? "HTTP status " + e.statusCode() : code;
  }

  private static SecretsManagerClient createClient() {
    return SecretsManagerClient.builder()
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
