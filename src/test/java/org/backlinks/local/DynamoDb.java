package org.backlinks.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** DynamoDB Local as a child process on a free loopback port, in memory or in a folder. */
public final class DynamoDb implements AutoCloseable {
  static final String ACCESS_KEY = "local";
  static final String REGION = "us-east-1";

  private final Child child;
  private final URI endpoint;
  private final DynamoDbClient client;

  private DynamoDb(Child child) {
    this.child = child;
    this.endpoint = URI.create("http://127.0.0.1:" + port(child));
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    Findings.OF_RUN.opened(this);
  }

  /** Starts an empty database that is gone when it is closed. */
  public static DynamoDb inMemory() {
    return start(List.of("-inMemory"));
  }

  /** Starts a database that lives in the folder. */
  public static DynamoDb onDisk(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(List.of("-dbPath", folder.toAbsolutePath().toString()));
  }

  private static DynamoDb start(List<String> storage) {
    String classPath = classPath();
    List<String> command = new ArrayList<>();
    command.add(Project.java().toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.library.path=" + nativeFolders(classPath));
    command.add("-cp");
    command.add(Project.testClasses() + File.pathSeparator + classPath);
    command.add(DynamoDbMain.class.getName());
    command.add("-sharedDb");
    command.addAll(storage);
    return new DynamoDb(
        Child.startTalking("dynamodb", command, Map.of("DDB_LOCAL_TELEMETRY", "0")));
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** A client of it, closed with it. */
  public DynamoDbClient client() {
    return client;
  }

  /** Makes the table as {@code template.yaml} describes it; one that is there already is kept. */
  public void createTable(String name) {
    Template template = Template.ofProject();
    try {
      client.createTable(template.createTable(name));
    } catch (ResourceInUseException e) {
      return;
    }
    client.waiter().waitUntilTableExists(r -> r.tableName(name));
    template
        .timeToLiveAttribute()
        .ifPresent(attribute ->
            client.updateTimeToLive(r ->
                r.tableName(name)
                    .timeToLiveSpecification(t -> t.enabled(true).attributeName(attribute))));
  }

  DynamoDbStreamsClient streams() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    Findings.OF_RUN.closing(this);
    client.close();
    child.close();
  }

  private static int port(Child child) {
    try {
      return Integer.parseInt(child.readLine());
    } catch (RuntimeException e) {
      child.close();
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
  }

  private static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, ACCESS_KEY));
  }

  private static String classPath() {
    Path file = Project.target().resolve("dynamodb-local.classpath");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the build writes this file before the tests run", e);
    }
  }

  private static String nativeFolders(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(file -> !file.toString().endsWith(".jar"))
        .map(file -> Optional.ofNullable(file.getParent()).orElse(file).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
