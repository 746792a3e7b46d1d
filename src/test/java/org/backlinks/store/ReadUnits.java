package org.backlinks.store;

import java.util.concurrent.atomic.DoubleAdder;
import org.backlinks.local.DynamoDb;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Adds up the read units that a client's queries consume. */
final class ReadUnits implements ExecutionInterceptor {
  private final DoubleAdder consumed = new DoubleAdder();

  /** A client whose queries are counted here. */
  DynamoDbClient clientOf(DynamoDb dynamo) {
    var same = dynamo.client().serviceClientConfiguration();
    return DynamoDbClient.builder()
        .endpointOverride(dynamo.endpoint())
        .region(same.region())
        .credentialsProvider(same.credentialsProvider())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .overrideConfiguration(with -> with.addExecutionInterceptor(this))
        .build();
  }

  /** What was consumed since the last time that this was asked. */
  double take() {
    return consumed.sumThenReset();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return context.request() instanceof QueryRequest query
        ? query.copy(with -> with.returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
        : context.request();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    if (context.response() instanceof QueryResponse answer) {
      consumed.add(answer.consumedCapacity().capacityUnits());
    }
  }
}
