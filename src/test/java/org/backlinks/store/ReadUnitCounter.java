package org.backlinks.store;

import java.util.concurrent.atomic.DoubleAdder;
import org.backlinks.local.LocalDynamoDb;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Counts the read units that the queries of a client consume. */
final class ReadUnitCounter implements ExecutionInterceptor {
  private final DoubleAdder consumed = new DoubleAdder();

  /** Returns a client whose queries are counted. */
  DynamoDbClient newClient(LocalDynamoDb dynamo) {
    var configuration = dynamo.client().serviceClientConfiguration();
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(configuration.region())
        .credentialsProvider(configuration.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(builder -> builder.addExecutionInterceptor(this))
        .build();
  }

  /** Returns the units that were consumed since the last call of this method. */
  double takeConsumed() {
    return consumed.sumThenReset();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return context.request() instanceof QueryRequest query
        ? query.copy(builder -> builder.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        : context.request();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof QueryResponse response) {
      consumed.add(response.consumedCapacity().capacityUnits());
    }
  }
}
