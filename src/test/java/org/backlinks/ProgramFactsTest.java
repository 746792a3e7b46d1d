package org.backlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backlinks.config.BadSettingException;
import org.backlinks.config.Settings;
import org.backlinks.local.ProjectFolders;
import org.backlinks.telemetry.Metrics.Metric;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Writes facts about the compiled program to {@code target/program-facts.json}: its settings, its
 * metrics and the AWS actions that it calls. The checks of the deployment template in {@code
 * .ci/template} read them.
 */
class ProgramFactsTest {
  private static final Path FILE = ProjectFolders.targetFolder().resolve("program-facts.json");

  /** A value that no setting accepts as a word, a number or a duration. */
  private static final String WRONG_VALUE = "?";

  private static final Pattern DURATION = Pattern.compile("\\bP(?:\\d+D)?(?:T[\\d.]+[HMS])?\\b");
  private static final Pattern COUNT_RANGE = Pattern.compile("from (\\d+) to (\\d+)");
  private static final Pattern WORD_LIST = Pattern.compile("one of \\[(.*)]");

  /** The IAM actions of each DynamoDB call. A transaction needs the actions of its parts. */
  private static final Map<String, List<String>> TABLE_ACTIONS =
      Map.of(
          "getItem", List.of("GetItem"),
          "batchGetItem", List.of("BatchGetItem"),
          "putItem", List.of("PutItem"),
          "updateItem", List.of("UpdateItem"),
          "deleteItem", List.of("DeleteItem"),
          "query", List.of("Query"),
          "transactWriteItems", List.of(),
          "close", List.of());

  private static final Map<String, String> TRANSACTION_PARTS =
      Map.of(
          "Put", "PutItem",
          "Update", "UpdateItem",
          "Delete", "DeleteItem",
          "ConditionCheck", "ConditionCheckItem");

  private static final Map<String, List<String>> SECRET_ACTIONS =
      Map.of("getSecretValue", List.of("GetSecretValue"), "close", List.of());

  /** The IAM actions of the calls that deliver callbacks and events, by client. */
  private static final Map<Class<?>, Map<String, List<String>>> CALLBACK_ACTIONS =
      Map.of(
          SfnClient.class,
          Map.of(
              "sendTaskSuccess", List.of("states:SendTaskSuccess"),
              "sendTaskFailure", List.of("states:SendTaskFailure"),
              "sendTaskHeartbeat", List.of("states:SendTaskHeartbeat")),
          LambdaClient.class,
          Map.of(
              "sendDurableExecutionCallbackSuccess",
              List.of("lambda:SendDurableExecutionCallbackSuccess"),
              "sendDurableExecutionCallbackFailure",
              List.of("lambda:SendDurableExecutionCallbackFailure"),
              "sendDurableExecutionCallbackHeartbeat",
              List.of("lambda:SendDurableExecutionCallbackHeartbeat")),
          SqsClient.class,
          Map.of("sendMessage", List.of("sqs:SendMessage")),
          EventBridgeClient.class,
          Map.of("putEvents", List.of("events:PutEvents")));

  private static final JavaClasses MAIN_CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.backlinks");

  private static final Map<String, Object> FACTS = new TreeMap<>();

  @AfterAll
  static void writeFacts() throws IOException {
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(FILE.toFile(), FACTS);
  }

  @Test
  void settingFactsHaveRangesAndWords() {
    Map<String, Map<String, Object>> settings = new TreeMap<>();
    for (String name : settingNames()) {
      settings.put(name, limits(name));
    }
    assertThat(settings.keySet()).allMatch(name -> name.matches("(MAJESTIC|BACKLINKS)_[A-Z_]+"));
    assertThat(settings.get("MAJESTIC_TIMEOUT"))
        .containsOnlyKeys("min", "max", "default")
        .containsEntry("default", "PT30S");
    settings
        .get("BACKLINKS_WORKER_CALLS")
        .put("default", Integer.toString(Settings.from(Map.of()).work().maxCalls()));
    assertThat(settings.get("BACKLINKS_WORKER_CALLS"))
        .isEqualTo(Map.of("min", "1", "max", "50", "default", "3"));
    assertThat(settings.get("MAJESTIC_FORMAT")).containsEntry("words", List.of("json", "xml"));
    FACTS.put("settings", settings);
  }

  @Test
  void metricFactsHaveNames() {
    List<String> names = Arrays.stream(Metric.values()).map(Metric::wireName).sorted().toList();
    assertThat(names).contains("Calls", "Failures").doesNotHaveDuplicates();
    FACTS.put("metrics", names);
  }

  @Test
  void tableCallsHaveListedActions() {
    Set<String> actions = actions(DynamoDbClient.class, TABLE_ACTIONS);
    for (JavaMethodCall call : calls()) {
      String part = TRANSACTION_PARTS.get(call.getTargetOwner().getSimpleName());
      if (part != null && call.getTargetOwner().getPackageName().startsWith("software.amazon")) {
        actions.add(part);
      }
    }
    assertThat(actions).contains("GetItem", "Query", "ConditionCheckItem");
    FACTS.put("tableActions", prefixed("dynamodb:", actions));
  }

  @Test
  void secretsManagerCallsHaveListedActions() {
    Set<String> actions = actions(SecretsManagerClient.class, SECRET_ACTIONS);
    assertThat(actions).containsExactly("GetSecretValue");
    FACTS.put("secretActions", prefixed("secretsmanager:", actions));
  }

  @Test
  void callbackCallsHaveListedActions() {
    Set<String> actions = new TreeSet<>();
    CALLBACK_ACTIONS.forEach((client, listed) -> actions.addAll(actions(client, listed)));
    assertThat(actions).hasSize(8).contains("states:SendTaskSuccess", "events:PutEvents");
    FACTS.put("callbackActions", actions);
  }

  /** Returns the names of all environment variables that the program reads. */
  static Set<String> settingNames() {
    Set<String> names = new TreeSet<>();
    Settings.from(
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            return Set.of();
          }

          @Override
          public String getOrDefault(Object name, String defaultValue) {
            names.add((String) name);
            return defaultValue;
          }
        });
    return names;
  }

  /** Reads a setting's range, default and words from the error that a wrong value causes. */
  private static Map<String, Object> limits(String name) {
    Map<String, Object> limits = new TreeMap<>();
    BadSettingException error =
        catchThrowableOfType(
            BadSettingException.class, () -> Settings.from(Map.of(name, WRONG_VALUE)));
    if (error == null) {
      return limits;
    }
    List<String> durations =
        DURATION.matcher(error.getMessage()).results().map(match -> match.group()).toList();
    if (durations.size() == 3) {
      limits.put("min", durations.get(0));
      limits.put("max", durations.get(1));
      limits.put("default", durations.get(2));
    }
    Matcher count = COUNT_RANGE.matcher(error.getMessage());
    if (durations.isEmpty() && count.find()) {
      limits.put("min", count.group(1));
      limits.put("max", count.group(2));
    }
    Matcher words = WORD_LIST.matcher(error.getMessage());
    if (words.find()) {
      limits.put("words", List.of(words.group(1).split(", ")));
    }
    return limits;
  }

  /**
   * Returns the actions of all calls to a client.
   *
   * @throws AssertionError when the program calls a method whose actions are not listed
   */
  private static Set<String> actions(Class<?> client, Map<String, List<String>> listed) {
    Set<String> actions = new TreeSet<>();
    for (JavaMethodCall call : calls()) {
      if (call.getTargetOwner().isEquivalentTo(client) && !call.getName().equals("builder")) {
        assertThat(listed).as(call.getDescription()).containsKey(call.getName());
        actions.addAll(listed.get(call.getName()));
      }
    }
    return actions;
  }

  private static List<JavaMethodCall> calls() {
    return MAIN_CLASSES.stream()
        .map(JavaClass::getMethodCallsFromSelf)
        .flatMap(Set::stream)
        .toList();
  }

  private static List<String> prefixed(String prefix, Set<String> actions) {
    return Stream.of(actions).flatMap(Set::stream).map(action -> prefix + action).toList();
  }
}
