package org.backlinks.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.backlinks.ops.Invocation.About;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/** Each log record as one JSON object on a line. */
final class LogHandler extends ExtHandler {
  /** A line beyond 256 KB would be torn apart by the platform; escaped, a character may take 6. */
  private static final int LONGEST = 12_000;

  private static final ExtFormatter MESSAGE =
      new ExtFormatter() {
        @Override
        public String format(ExtLogRecord record) {
          return formatMessage(record);
        }
      };

  private final Lines lines;
  private final Invocations invocations;

  LogHandler(Lines lines, Invocations invocations) {
    this.lines = lines;
    this.invocations = invocations;
  }

  @Override
  protected void doPublish(ExtLogRecord record) {
    About about = Invocation.here();
    lines.write(json -> {
      json.writeStringField("time", record.getInstant().toString());
      json.writeStringField("level", level(record.getLevel().getName()));
      json.writeStringField("logger", String.valueOf(record.getLoggerName()));
      json.writeStringField("message", cut(String.valueOf(MESSAGE.format(record))));
      context(json, about, invocations.cold());
      exception(json, record.getThrown());
    });
  }

  /** What tells whose line it is. */
  static void context(JsonGenerator json, @Nullable About about, boolean coldOtherwise)
      throws IOException {
    if (about != null) {
      json.writeStringField("requestId", about.invocation().id());
      text(json, "reportId", about.report());
      text(json, "traceId", about.invocation().trace());
    }
    json.writeBooleanField("coldStart", about == null ? coldOtherwise : about.invocation().cold());
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static void exception(JsonGenerator json, @Nullable Throwable thrown) throws IOException {
    if (thrown == null) {
      return;
    }
    StringWriter stack = new StringWriter();
    thrown.printStackTrace(new PrintWriter(stack));
    json.writeObjectFieldStart("exception");
    json.writeStringField("class", thrown.getClass().getName());
    json.writeStringField("message", cut(String.valueOf(thrown.getMessage())));
    json.writeStringField("stack", cut(stack.toString()));
    json.writeEndObject();
  }

  /** One word a level, whichever library logs. */
  private static String level(String name) {
    return switch (name) {
      case "SEVERE" -> "ERROR";
      case "WARNING" -> "WARN";
      case "CONFIG", "FINE" -> "DEBUG";
      case "FINER", "FINEST" -> "TRACE";
      default -> name;
    };
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
