package org.backlinks.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private static Event decode(String event) throws IOException {
    return EventDecoder.decode(new ByteArrayInputStream(event.replace('\'', '"').getBytes(UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version': '0', 'id': 'i', 'detail-type': 'Scheduled Event', 'source': 'aws.scheduler',"
            + " 'account': '1', 'time': '2026-11-23T10:00:00Z', 'region': 'eu-west-1',"
            + " 'resources': [], 'detail': '{}'}",
        "{'version': '0', 'detail-type': 'Scheduled Event', 'source': 'aws.events', 'detail': {}}",
        "{'source': 'aws.scheduler'}",
        "{'source': 'aws.scheduler', 'detail': {'target': 'a.b'}}"
      })
  void scheduledEventIsTick(String event) throws IOException {
    assertThat(decode(event)).isEqualTo(new Event.Tick());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'Records': [{'eventSource': 'aws:s3', 's3': {}}]}              | aws:s3
          {'Records': [{'EventSource': 'aws:sns', 'Sns': {}}]}            | aws:sns
          {'Records': [{'eventSource': 'aws:kinesis', 'body': '{}'}]}         | aws:kinesis
          {'Records': [{'eventSource': 'aws:kinesis', 'kinesis': {}}]}    | aws:kinesis
          {'Records': [{'eventSource': 'aws:ses', 'ses': {}}]}            | aws:ses
          {'Records': [{'eventSource': 'aws:codecommit'}]}                | aws:codecommit
          {'Records': [{'eventSource': 'aws:s3'}, {'eventSource': 'aws:dynamodb'}]} | aws:s3
          {'Records': [{'cf': {'config': {}}}]}                           | a source without a name
          {'Records': []}                                                 | a source without a name
          {'Records': 'x', 'target': 'a.b'}                               | a source without a name
          [{'eventSource': 'aws:kinesis', 'body': '{}'}]                      | aws:kinesis
          [{'eventSource': 'aws:kinesis', 'data': ''}]                    | aws:kinesis
          [{'target': 'a.b'}]                                             | a source without a name
          [1]                                                             | a source without a name
          {'eventSource': 'aws:kafka', 'records': {}}                     | aws:kafka
          {'eventSource': 'aws:mq', 'messages': []}                       | aws:mq
          {'eventSource': 'SelfManagedKafka', 'records': {}}              | SelfManagedKafka
          [{'EventSource': 'aws:sns', 'Sns': {}}]                         | aws:sns
          {'EventSource': 'aws:sns', 'Sns': {}}                           | aws:sns
          {'source': 'aws.ec2', 'detail-type': 'x', 'detail': {}}         | aws.ec2
          {'id': '1', 'source': 'my.app', 'detail-type': 'Order Placed'}  | my.app
          {'source': 'a secret b', 'detail-type': 'x', 'target': 'a.b'}   | a source without a name
          {'awslogs': {'data': 'H4sI'}}                                   | awslogs
          {'deliveryStreamArn': 'x', 'records': [], 'invocationId': '1'}  | firehose
          {'source': 'aws.cloudwatch', 'alarmArn': 'x', 'alarmData': {}}  | cloudwatch
          {'CodePipeline.job': {'id': '1'}}                               | codepipeline
          {'requestContext': {}, 'requestPayload': {'target': 'a.b'}}     | lambda-destination
          {'Records': [{'eventSource': 'a secret b'}]}                    | a source without a name
          {'Records': [{'eventSource': 'x\\ny'}]}                       | a source without a name
          {'Records': [{'eventSource': {'a': 1}}]}                        | a source without a name
          """)
  void eventOfOtherSourceIsUnhandled(String event, String source) throws IOException {
    assertThat(decode(event)).isEqualTo(new Event.Unhandled(source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'target': 'a.b', 'unknown': 1}",
        "{'target': 'a.b', 'awslogs': {}}",
        "{'target': 'a.b', 'deliveryStreamArn': 'x', 'records': []}",
        "{'action': 'get', 'detail': {}}"
      })
  void directPayloadWithUnknownFieldIsDirect(String event) throws IOException {
    assertThat(decode(event)).isInstanceOf(Event.Direct.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'source': 'x', 'target': 'a.b'}",
        "{'source': 1, 'detail-type': 'x'}",
        "{'source': 'x', 'detail-type': null}",
        "{'hello': 'world'}",
        "{'records': []}"
      })
  void otherObjectIsUnknown(String event) throws IOException {
    assertThat(decode(event)).isEqualTo(new Event.Unknown());
  }

  @Test
  void unhandledEventExceptionNamesOnlyTheSource() {
    assertThat(new UnhandledEventException("aws:s3"))
        .hasMessage("received an event from aws:s3, which this function does not handle");
  }

  @Test
  void bareArrayOfStreamRecordsIsDecoded() throws IOException {
    String record =
        "{'eventSource': 'aws:dynamodb', 'eventName': 'INSERT', 'dynamodb':"
            + " {'SequenceNumber': '7', 'Keys': {'pk': {'S': 'report#%s'}}}}".formatted(ID);
    Event bareArray = decode("[" + record + "]");
    assertThat(bareArray).isEqualTo(decode("{'Records': [" + record + "]}"));
    assertThat(((Event.TableStream) bareArray).records())
        .extracting(Event.StreamRecord::sequenceNumber)
        .containsExactly("7");
  }

  @Test
  void directPayloadIsTooLargeAbove256Kibibytes() throws IOException {
    String start = "{'target': 'a.b', 'tag': '";
    String largest = start + "x".repeat(EventDecoder.MAX_DIRECT_BYTES - start.length() - 2) + "'}";
    assertThat(decode(largest)).isInstanceOf(Event.Direct.class);
    assertThat(decode(largest + " ")).isEqualTo(new Event.TooLarge(false));
    assertThat(decode(start + "x".repeat(300_000) + "'}")).isEqualTo(new Event.TooLarge(false));
    assertThat(decode("[".repeat(300_000))).isEqualTo(new Event.TooLarge(false));
    assertThat(decode("x".repeat(300_000))).isEqualTo(new Event.TooLarge(false));
    assertThat(decode(" ".repeat(300_000) + "{}")).isEqualTo(new Event.TooLarge(false));
  }

  @Test
  void tooLargeDirectPayloadIsNotReadToItsEnd() throws IOException {
    InputStream endless =
        new InputStream() {
          private long read;

          @Override
          public int read() {
            if (++read > 2 * EventDecoder.MAX_DIRECT_BYTES) {
              throw new AssertionError("the decoder did not stop");
            }
            return '[';
          }
        };
    assertThat(EventDecoder.decode(endless)).isEqualTo(new Event.TooLarge(false));
  }

  @Test
  void gatewayEventMayExceedDirectPayloadLimit() throws IOException {
    String v2 =
        "{'version': '2.0', 'rawPath': '/v1/backlinks', 'rawQueryString': '', 'body': '%s',"
            + " 'requestContext': {'http': {'method': 'POST'}}}";
    Event event = decode(v2.formatted("x".repeat(500_000)));
    assertThat(event)
        .isInstanceOfSatisfying(
            Event.Http.class,
            http -> assertThat(http.request().body().length()).isEqualTo(500_000));
    String v1 =
        "{'body': '%s', 'path': '/v1/usage', 'httpMethod': 'GET', 'requestContext': {}}"
            .formatted("x".repeat(500_000));
    assertThat(decode(v1)).isInstanceOf(Event.Http.class);
    assertThat(decode(v2.formatted("x".repeat(3_000_000)))).isEqualTo(new Event.TooLarge(true));
    assertThat(decode("{'version': 1, 'target': 'a.b', 'tag': '" + "x".repeat(400_000) + "'}"))
        .isEqualTo(new Event.TooLarge(false));
  }

  @Test
  void messagesOfQueueAreDecoded() throws IOException {
    assertThat(
            decode(
                "{'Records': [{'messageId': 'm-1', 'body': '{}', 'eventSource': 'aws:sqs'},"
                    + " {'eventSource': 'aws:sqs'}]}"))
        .isEqualTo(
            new Event.Queue(
                List.of(new Event.QueueMessage("m-1", "{}"), new Event.QueueMessage("", ""))));
  }

  @Test
  void longMessageDoesNotBlockOthers() throws IOException {
    String batch =
        "{'Records': [{'messageId': 'm-1', 'body': '%s', 'eventSource': 'aws:sqs'},"
            + " {'messageId': 'm-2', 'body': '{}', 'eventSource': 'aws:sqs'}]}";
    for (int length : new int[] {300_000, 1_500_000}) {
      assertThat(decode(batch.formatted("x".repeat(length))))
          .isInstanceOfSatisfying(
              Event.Queue.class,
              queue ->
                  assertThat(queue.messages().getLast())
                      .isEqualTo(new Event.QueueMessage("m-2", "{}")));
    }
  }

  @Test
  void batchMayExceedDirectPayloadLimit() throws IOException {
    String other = ",{'eventSource': 'aws:dynamodb', 'dynamodb': {'SequenceNumber': '%s'}}";
    String records =
        "{'Records': [{'eventSource': '%s', 'x': '"
            + "x".repeat(300_000)
            + "'}"
            + other.formatted("1").repeat(2_000)
            + "]}";
    assertThat(decode(records.formatted("aws:dynamodb", 1)))
        .isInstanceOfSatisfying(
            Event.TableStream.class, stream -> assertThat(stream.records()).hasSize(2_001));
    assertThat(decode(records.formatted("aws:kinesis")))
        .isEqualTo(new Event.Unhandled("aws:kinesis"));
    assertThat(decode("[{'eventSource': 'aws:kinesis', 'body': '" + "x".repeat(300_000) + "'}]"))
        .isEqualTo(new Event.Unhandled("aws:kinesis"));
    assertThat(decode("{'Records': [" + "[],".repeat(300_000) + "[]]}"))
        .isEqualTo(new Event.Unhandled("a source without a name"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{'messageId': '1', 'body': '(long)', 'eventSource': 'aws:kinesis'}]       | aws:kinesis
          {'Records': [{'body': '(long)', 'eventSource': 'aws:kinesis'}]}            | aws:kinesis
          {'eventSource': 'aws:kafka', 'records': {'t-0': [{'value': '(long)'}]}} | aws:kafka
          {'records': {'t-0': [{'value': '(long)'}]}, 'eventSource': 'aws:kafka'} | aws:kafka
          {'x': '(long)', 'Records': [{'eventSource': 'aws:s3'}]}                | aws:s3
          {'body': '(long)', 'Records': [{'EventSource': 'aws:sns'}]}            | aws:sns
          {'target': '(long)', 'Records': [{'eventSource': 'aws:s3'}]}           | aws:s3
          {'a': ['(long)'], 'b': {'c': '(long)'}, 'eventSource': 'aws:mq'}       | aws:mq
          {'version': '0', 'detail': '(long)', 'source': 'a.b', 'detail-type': 'c'} | a.b
          {'records': ['(long)'], 'deliveryStreamArn': 'x'}                      | firehose
          {'awslogs': {'data': '(long)'}}                                        | awslogs
          [{'body': '(long)'}]                                     | a source without a name
          [1, '(long)']                                            | a source without a name
          """)
  void largeEventOfOtherSourceIsUnhandledWhereverItsSourceStands(String event, String source)
      throws IOException {
    for (int length : new int[] {300_000, 1_500_000}) {
      String longText = "\\u00e9\\n" + "x".repeat(length);
      assertThat(decode(event.replace("(long)", longText))).isEqualTo(new Event.Unhandled(source));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'target': 'a.b', 'tag': '(long)'}",
        "{'tag': '(long)', 'target': 'a.b', 'unknown': [{'eventSource': 'aws:kinesis'}]}",
        "{'hello': '(long)'}",
        "{'tag': '(long)', 'target': 'a.b', 'records': {}}",
        "{'tag': '(long)', 'tag': 'x', 'Records': []}",
        "'(long)'"
      })
  void largeDirectPayloadIsTooLarge(String payload) throws IOException {
    for (int length : new int[] {300_000, 1_500_000}) {
      assertThat(decode(payload.replace("(long)", "x".repeat(length))))
          .isEqualTo(new Event.TooLarge(false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1e-99999999999", "-0e99999999999", "1.5E+4294967296"})
  void numberWithHugeExponentIsRejected(String number) throws IOException {
    assertThat(decode("{'target': 'a.b', 'limit': " + number + "}")).isEqualTo(new Event.Unknown());
    assertThat(decode("{'version': " + number + ", 'body': '" + "x".repeat(300_000) + "'}"))
        .isEqualTo(new Event.TooLarge(false));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> EventDecoder.parseJson(("{\"limit\": " + number + "}").getBytes(UTF_8)));
  }

  @Test
  void truncatedEventIsUnknown() throws IOException {
    assertThat(decode("{'Records': [")).isEqualTo(new Event.Unknown());
  }
}
