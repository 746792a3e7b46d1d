package org.backlinks.local;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Lambda's managed Java runtime does around a handler: takes events, posts answers. */
final class PollLoop {
  private static final String BASE =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private PollLoop() {}

  static void run(RequestStreamHandler handler) throws IOException {
    while (true) {
      one(handler);
    }
  }

  private static void one(RequestStreamHandler handler) throws IOException {
    HttpURLConnection next = open("invocation/next");
    try (InputStream event = next.getInputStream()) {
      Invocation invocation = new Invocation(next);
      // as the executable's own loop
      System.setProperty(
          "com.amazonaws.xray.traceHeader", next.getHeaderField("Lambda-Runtime-Trace-Id"));
      byte[] result;
      String kind = "/response";
      try {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(event, answer, invocation);
        result = answer.toByteArray();
      } catch (Throwable e) {
        e.printStackTrace();
        kind = "/error";
        result =
            new JsonMapper()
                .writeValueAsBytes(
                    Map.of("errorType", e.getClass().getName(), "errorMessage", String.valueOf(e)));
      }
      post("invocation/" + invocation.getAwsRequestId() + kind, result);
    }
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(BASE + path).toURL().openConnection();
  }

  private static void post(String path, byte[] body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.getOutputStream().write(body);
    int status = connection.getResponseCode();
    try (InputStream rest =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      rest.readAllBytes();
    }
  }

  private record Invocation(
      String getAwsRequestId, long deadline, String getInvokedFunctionArn, String getLogStreamName)
      implements Context {
    Invocation(HttpURLConnection next) {
      this(
          next.getHeaderField("Lambda-Runtime-Aws-Request-Id"),
          Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms")),
          next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
          System.getenv("AWS_LAMBDA_LOG_STREAM_NAME"));
    }

    @Override
    public int getRemainingTimeInMillis() {
      return Math.toIntExact(deadline - System.currentTimeMillis());
    }

    @Override
    public String getLogGroupName() {
      return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getFunctionName() {
      return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
      return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public int getMemoryLimitInMB() {
      return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public @Nullable CognitoIdentity getIdentity() {
      return null;
    }

    @Override
    public @Nullable ClientContext getClientContext() {
      return null;
    }

    @Override
    public LambdaLogger getLogger() {
      return new LambdaLogger() {
        @Override
        public void log(String message) {
          System.out.println(message);
        }

        @Override
        public void log(byte[] message) {
          log(new String(message, StandardCharsets.UTF_8));
        }
      };
    }
  }
}
