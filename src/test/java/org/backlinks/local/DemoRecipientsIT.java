package org.backlinks.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backlinks.question.Callback;
import org.backlinks.question.ReportRequest;
import org.backlinks.question.RequestReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

class DemoRecipientsIT {
  private static final Pattern BODY = Pattern.compile("curl -d '(.+)' http://g:1/v1/backlinks");
  private static final String NOTICE = "{\"id\": \"%s\", \"state\": \"ready\"}";

  private static final List<String> LINES = new CopyOnWriteArrayList<>();
  private static DemoRecipients recipients;
  private static Map<String, String> settings;

  @BeforeAll
  static void start() {
    recipients = DemoRecipients.start(LINES::add);
    settings = recipients.addTo(LocalStack.Options.defaults()).environment();
  }

  @AfterAll
  static void stop() {
    recipients.close();
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    builder
        .endpointOverride(endpoint(service))
        .region(Region.of(LocalDynamoDb.REGION))
        .credentialsProvider(LocalDynamoDb.credentials());
    return builder.httpClientBuilder(UrlConnectionHttpClient.builder()).build();
  }

  private static URI endpoint(String service) {
    return URI.create(settings.get("AWS_ENDPOINT_URL_" + service));
  }

  /** Returns the callbacks of the printed commands, as the program reads them. */
  private static List<Callback> callbacks() throws Exception {
    List<Callback> callbacks = new ArrayList<>();
    Set<String> queues = Set.of(settings.get("BACKLINKS_CALLBACK_QUEUES"));
    for (String command : recipients.commands(URI.create("http://g:1"))) {
      Matcher body = BODY.matcher(command);
      assertThat(body.matches()).as(command).isTrue();
      ReportRequest request =
          (ReportRequest)
              new RequestReader(true, queues).fromJson(SharedStack.JSON.readTree(body.group(1)));
      callbacks.addAll(request.options().callbacks());
    }
    return callbacks;
  }

  @Test
  void serversListenOnLoopbackOnly() {
    Set<String> hosts = new HashSet<>();
    List.of("SQS", "SFN", "LAMBDA", "EVENTBRIDGE")
        .forEach(service -> hosts.add(endpoint(service).getHost()));
    assertThat(hosts).containsExactly("127.0.0.1");
  }

  @Test
  void eachNoticeIsDescribedOnceWithoutItsToken() throws Exception {
    List<Callback> callbacks = callbacks();
    String queue = ((Callback.Queue) callbacks.getFirst()).url();
    String token = ((Callback.TaskToken) callbacks.getLast()).token();
    try (SqsClient sqs = client(SqsClient.builder(), "SQS");
        SfnClient tasks = client(SfnClient.builder(), "SFN");
        EventBridgeClient bus = client(EventBridgeClient.builder(), "EVENTBRIDGE")) {
      sqs.sendMessage(message -> message.queueUrl(queue).messageBody(NOTICE.formatted("r1")));
      tasks.sendTaskSuccess(task -> task.taskToken(token).output(NOTICE.formatted("r2")));
      tasks.sendTaskFailure(task -> task.taskToken(token).error("not-found").cause("gone"));
      bus.putEvents(events ->
          events.entries(event ->
              event
                  .eventBusName(settings.get("BACKLINKS_EVENT_BUS"))
                  .source("backlinks")
                  .detailType("Report Ready")
                  .detail("{\"data\": " + NOTICE.formatted("r3") + "}")));
    }
    recipients.reportArrived();
    recipients.reportArrived();
    assertThat(LINES)
        .containsExactly(
            "A notice arrived in the queue: report r1 is ready.",
            "A notice arrived for the task: report r2 is ready.",
            "A notice arrived for the task: failed, not-found.",
            "A notice arrived on the event bus (Report Ready): report r3 is ready.");
  }
}
