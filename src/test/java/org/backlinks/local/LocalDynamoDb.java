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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * DynamoDB Local as a child process on a free port of the loopback interface, in memory or in a
 * folder. To start it takes seconds, so a process that has its tables in memory serves the next
 * database of this JVM when its database is closed.
 */
public final class LocalDynamoDb implements AutoCloseable {
  static final String ACCESS_KEY = "local";
  static final String REGION = "us-east-1";

  /** Processes without tables, which end with this JVM. */
  private static final Queue<Server> IDLE_SERVERS = new ConcurrentLinkedQueue<>();

  /** The databases of this JVM that are not closed. */
  private static final Set<LocalDynamoDb> OPEN = ConcurrentHashMap.newKeySet();

  private final Server server;
  private final boolean isInMemory;
  private final URI endpoint;
  private final DynamoDbClient client;

  private record Server(ChildProcess process, int port) {}

  private LocalDynamoDb(Server server, boolean isInMemory) {
    this.server = server;
    this.isInMemory = isInMemory;
    this.endpoint = URI.create("http://127.0.0.1:" + server.port);
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(REGION))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    OPEN.add(this);
    AuditFindings.CURRENT_RUN.register(this);
  }

  /** Returns an empty database that is deleted when it is closed. */
  public static LocalDynamoDb inMemory() {
    Server idle = IDLE_SERVERS.poll();
    return new LocalDynamoDb(idle == null ? start(List.of("-inMemory")) : idle, true);
  }

  /** Starts a database that stores its tables in the folder. */
  public static LocalDynamoDb onDisk(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LocalDynamoDb(start(List.of("-dbPath", folder.toAbsolutePath().toString())), false);
  }

  private static Server start(List<String> storage) {
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
    ChildProcess process =
        ChildProcess.startWithPipedOutput("dynamodb", command, Map.of("DDB_LOCAL_TELEMETRY", "0"));
    return new Server(process, process.readPort());
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
    OPEN.remove(this);
    AuditFindings.CURRENT_RUN.searchBeforeClose(this);
    try (client) {
      if (isInMemory) {
        deleteTables();
        IDLE_SERVERS.add(server);
        return;
      }
    } catch (SdkException e) {
      // its process may not be empty
    }
    server.process.close();
  }

  /** Deletes the items of all databases that are not closed. */
  static void deleteAllItems() {
    OPEN.forEach(LocalDynamoDb::deleteItems);
  }

  private void deleteItems() {
    for (String table : client.listTablesPaginator().tableNames()) {
      List<KeySchemaElement> key =
          client.describeTable(r -> r.tableName(table)).table().keySchema();
      for (Map<String, AttributeValue> item :
          client.scanPaginator(r -> r.tableName(table)).items()) {
        Map<String, AttributeValue> itemKey =
            key.stream()
                .map(KeySchemaElement::attributeName)
                .collect(Collectors.toMap(Function.identity(), item::get));
        client.deleteItem(r -> r.tableName(table).key(itemKey));
      }
    }
  }

  private void deleteTables() {
    for (String table : client.listTablesPaginator().tableNames().stream().toList()) {
      client.deleteTable(r -> r.tableName(table));
      client.waiter().waitUntilTableNotExists(r -> r.tableName(table));
    }
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
