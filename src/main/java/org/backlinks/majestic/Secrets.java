package org.backlinks.majestic;

import java.time.Duration;
import java.util.function.Supplier;
import org.backlinks.majestic.SecretKeys.Read;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** One secret in Secrets Manager; its client is made when it is first read. */
final class Secrets implements Supplier<Read> {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(3);

  /** For both tries of a reading together. */
  private static final Duration WHOLE = Duration.ofSeconds(8);

  private final String id;
  private final Once<SecretsManagerClient> client = new Once<>(Secrets::make);

  Secrets(String id) {
    this.id = id;
  }

  @Override
  public Read get() {
    try {
      return new Read.Text(client.get().getSecretValue(get -> get.secretId(id)).secretString());
    } catch (SdkServiceException e) {
      return new Read.Failed(word(e), isNotNow(e));
    } catch (SdkException e) {
      // no connection, no answer in time, or no credentials: its text may name what it tried
      return new Read.Failed(e.getClass().getSimpleName(), true);
    }
  }

  private static boolean isNotNow(SdkServiceException e) {
    return e.statusCode() >= 500 || e.isThrottlingException();
  }

  /** The service's word for it, without its message. */
  private static String word(SdkServiceException e) {
    String code =
        e instanceof SecretsManagerException known && known.awsErrorDetails() != null
            ? known.awsErrorDetails().errorCode()
            : null;
    return code == null ? "HTTP status " + e.statusCode() : code;
  }

  private static SecretsManagerClient make() {
    return SecretsManagerClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
        .overrideConfiguration(configuration ->
            configuration
                .apiCallTimeout(WHOLE)
                .retryStrategy(
                    DefaultRetryStrategy.standardStrategyBuilder().maxAttempts(2).build()))
        .build();
  }
}
