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

/**
 * DynamoDB Local as a child process on a free port of the loopback interface, in memory or in a
 * folder.
 */
public final class LocalDynamoDb implements AutoCloseable {
  static final String ACCESS_KEY = "local";
  static final String REGION = "us-east-1";

  private final ChildProcess child;
  private final URI endpoint;
  private final DynamoDbClient client;

  private LocalDynamoDb(ChildProcess child) {
    this.child = child;
    this.endpoint = URI.create("http://127.0.0.1:" + child.readPort());
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    AuditFindings.CURRENT_RUN.register(this);
  }

  /** Starts an empty database that is deleted when it is closed. */
  public static LocalDynamoDb inMemory() {
    return start(List.of("-inMemory"));
  }

  /** Starts a database that stores its tables in the folder. */
  public static LocalDynamoDb onDisk(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return start(List.of("-dbPath", folder.toAbsolutePath().toString()));
  }

  private static LocalDynamoDb start(List<String> storage) {
    String classPath = ProjectFolders.localServersClassPath();
    List<String> command = new ArrayList<>();
    command.add(ProjectFolders.javaExecutable().toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.library.path=" + nativeLibraryPath(classPath));
    command.add("-cp");
    command.add(ProjectFolders.testClassesFolder() + File.pathSeparator + classPath);
    command.add(LocalDynamoDbMain.class.getName());
    command.add("-sharedDb");
    command.addAll(storage);
    return new LocalDynamoDb(
        ChildProcess.startWithPipedOutput("dynamodb", command, Map.of("DDB_LOCAL_TELEMETRY", "0")));
  }

  /** Returns the address of the database. */
  public URI endpoint() {
    return endpoint;
  }

  /** Returns a client of the database. The database closes it. */
  public DynamoDbClient client() {
    return client;
  }

  /** Creates the table that {@code template.yaml} describes. Does nothing when the table exists. */
  public void createTable(String name) {
    CloudFormationTemplate template = CloudFormationTemplate.readProjectTemplate();
    try {
      client.createTable(template.toCreateTableRequest(name));
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

  DynamoDbStreamsClient streamsClient() {
    return DynamoDbStreamsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .credentialsProvider(credentials())
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  @Override
  public void close() {
    AuditFindings.CURRENT_RUN.searchBeforeClose(this);
    client.close();
    child.close();
  }

  static AwsCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, ACCESS_KEY));
  }

  private static String nativeLibraryPath(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(file -> !file.toString().endsWith(".jar"))
        .map(file -> Optional.ofNullable(file.getParent()).orElse(file).toString())
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }
}
