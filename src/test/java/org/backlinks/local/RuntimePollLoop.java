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

/** The loop of Lambda's Java runtime: requests an event, calls the handler and posts the answer. */
final class RuntimePollLoop {
  private static final String BASE_ADDRESS =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

  private RuntimePollLoop() {}

  static void run(RequestStreamHandler handler) throws IOException {
    while (true) {
      handleNext(handler);
    }
  }

  private static void handleNext(RequestStreamHandler handler) throws IOException {
    HttpURLConnection eventRequest = open("invocation/next");
    try (InputStream event = eventRequest.getInputStream()) {
      HandlerContext invocation = new HandlerContext(eventRequest);
      // the loop of the executable does the same
      System.setProperty(
          "com.amazonaws.xray.traceHeader", eventRequest.getHeaderField("Lambda-Runtime-Trace-Id"));
      byte[] result;
      String resultPath = "/response";
      try {
        var answer = new ByteArrayOutputStream();
        handler.handleRequest(event, answer, invocation);
        result = answer.toByteArray();
      } catch (Throwable e) {
        e.printStackTrace();
        resultPath = "/error";
        result =
            new JsonMapper()
                .writeValueAsBytes(
                    Map.of("errorType", e.getClass().getName(), "errorMessage", String.valueOf(e)));
      }
      post("invocation/" + invocation.getAwsRequestId() + resultPath, result);
    }
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(BASE_ADDRESS + path).toURL().openConnection();
  }

  private static void post(String path, byte[] body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.getOutputStream().write(body);
    int status = connection.getResponseCode();
    try (InputStream responseBody =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      responseBody.readAllBytes();
    }
  }

  private record HandlerContext(
      String getAwsRequestId, long deadline, String getInvokedFunctionArn, String getLogStreamName)
      implements Context {
    HandlerContext(HttpURLConnection eventRequest) {
      this(
          eventRequest.getHeaderField("Lambda-Runtime-Aws-Request-Id"),
          Long.parseLong(eventRequest.getHeaderField("Lambda-Runtime-Deadline-Ms")),
          eventRequest.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"),
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
