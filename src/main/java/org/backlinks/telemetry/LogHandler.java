package org.backlinks.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.backlinks.telemetry.CurrentInvocation.LogContext;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** Writes each log record as one JSON object on one line. */
final class LogHandler extends ExtHandler {
  /**
   * The maximum number of characters of one text. A line has up to three texts, and an escaped
   * character takes 6 bytes. The platform would split a line over 256 KB.
   */
  private static final int MAX_TEXT_LENGTH = 12_000;

  private static final ExtFormatter MESSAGE_FORMATTER =
      new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
          return formatMessage(record);
        }
      };

  private final JsonLineWriter writer;
  private final InvocationLog invocationLog;

  LogHandler(JsonLineWriter writer, InvocationLog invocationLog) {
    this.writer = writer;
    this.invocationLog = invocationLog;
  }

  @Override
  protected void doPublish(ExtLogRecord record) {
    LogContext context = CurrentInvocation.logContext();
    writer.write(json -> {
      json.writeStringField("time", record.getInstant().toString());
      json.writeStringField("level", levelName(record.getLevel().getName()));
      json.writeStringField("logger", String.valueOf(record.getLoggerName()));
      json.writeStringField("message", truncate(String.valueOf(MESSAGE_FORMATTER.format(record))));
      writeContext(json, context, invocationLog.isColdStart());
      writeException(json, record.getThrown());
    });
  }

  /** Writes the fields that say to which invocation and report a line belongs. */
  static void writeContext(
      JsonGenerator json, @Nullable LogContext context, boolean defaultColdStart)
      throws IOException {
    if (context != null) {
      json.writeStringField("requestId", context.invocation().requestId());
      writeIfPresent(json, "reportId", context.reportId());
      writeIfPresent(json, "traceId", context.invocation().traceId());
    }
    json.writeBooleanField(
        "coldStart", context == null ? defaultColdStart : context.invocation().isColdStart());
  }

  private static void writeIfPresent(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void writeException(JsonGenerator json, @Nullable Throwable thrown)
      throws IOException {
    if (thrown == null) {
      return;
    }
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    json.writeObjectFieldStart("exception");
    json.writeStringField("class", thrown.getClass().getName());
    json.writeStringField("message", truncate(String.valueOf(thrown.getMessage())));
    json.writeStringField("stack", truncate(stack.toString()));
    json.writeEndObject();
  }

  /** Returns the same name for a level, whichever logging library wrote the record. */
  private static String levelName(String name) {
    return switch (name) {
      case "SEVERE" -> "ERROR";
      case "WARNING" -> "WARN";
      case "CONFIG", "FINE" -> "DEBUG";
      case "FINER", "FINEST" -> "TRACE";
      default -> name;
    };
  }

  private static String truncate(String text) {
    return text.length() > MAX_TEXT_LENGTH ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
  }
}
