package org.backlinks.local.majestic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The stand-in without its HTTP: turns questions into replies and keeps count. */
final class Service {
  volatile Access access;
  final Units units = new Units();
  final Links links = new Links(units);
  final Scripts scripts = new Scripts();
  final Set<String> retired = ConcurrentHashMap.newKeySet();
  final List<Call> calls = new CopyOnWriteArrayList<>();
  final List<Call> paid = new CopyOnWriteArrayList<>();
  final List<Call> downloads = new CopyOnWriteArrayList<>();

  private final Jobs jobs = new Jobs();
  private volatile Clock clock = Clock.systemUTC();
  private volatile @Nullable URI files;

  Service(Access access) {
    this.access = access;
  }

  void clock(Clock other) {
    clock = other;
  }

  void filesAt(URI base) {
    files = base;
  }

  Reply reply(Question question) {
    Call call = new Call(question.command(), question.parameters(), clock.instant());
    calls.add(call);
    Optional<Command> known =
        Command.of(question.command()).filter(command -> !retired.contains(command.word));
    Optional<Answer> refusal =
        access
            .refusal(question)
            .or(() -> known.isEmpty() ? Optional.of(unknown(question)) : Optional.empty());
    return refusal
        .map(answer -> Reply.of(answer, question.format()))
        .orElseGet(() -> played(known.orElseThrow(), question, call));
  }

  private static Answer unknown(Question question) {
    return Answer.failed(
        "The command '" + question.command() + "' is not in the list of supported commands.",
        false);
  }

  private Reply played(Command command, Question question, Call call) {
    Optional<String> complaint = command.complaint(question);
    if (complaint.isPresent()) {
      return Reply.of(Answer.refused("InvalidParameter", complaint.get()), question.format());
    }
    Behaviour behaviour = scripts.takeNext(command.word).orElse(null);
    while (behaviour instanceof Behaviour.Held held) {
      held.gate().pass();
      behaviour = held.then();
    }
    Asked asked = new Asked(command, question, call);
    Supplier<Step> step = step(asked, behaviour);
    return settled(asked, step);
  }

  /** One call on its way. */
  private record Asked(Command command, Question question, Call call) {}

  /** Either a finished reply, or a behaviour still to be played. */
  private record Step(@Nullable Reply reply, @Nullable Behaviour behaviour) {}

  private Supplier<Step> step(Asked asked, @Nullable Behaviour ordered) {
    return () -> ordered == null ? unordered(asked) : begun(asked, ordered);
  }

  private Reply settled(Asked asked, Supplier<Step> step) {
    while (true) {
      Step taken;
      synchronized (this) {
        taken = step.get();
      }
      if (taken.reply() != null) {
        return taken.reply();
      }
      Behaviour.Held held = (Behaviour.Held) taken.behaviour();
      held.gate().pass();
      step = () -> begun(asked, held.then());
    }
  }

  private Step unordered(Asked asked) {
    Question question = asked.question();
    if (!asked.command().asksLinks()) {
      return new Step(helper(asked), null);
    }
    boolean queues = asked.command() == Command.GET_TOP_BACK_LINKS;
    boolean forced = queues && question.flag("DebugForceQueue", false);
    Optional<Job> open = queues ? jobs.open(question, clock.instant()) : Optional.empty();
    if (open.isPresent() && !forced) {
      return polled(asked, open.get());
    }
    Behaviour wanted = scripts.forTarget(question.target());
    if (forced && !(wanted instanceof Behaviour.Queued)) {
      wanted = new Behaviour.Queued(1, wanted);
    }
    return begun(asked, wanted);
  }

  private Step begun(Asked asked, Behaviour behaviour) {
    boolean queues = asked.command() == Command.GET_TOP_BACK_LINKS;
    return switch (behaviour) {
      case Behaviour.Held _ -> new Step(null, behaviour);
      case Behaviour.Queued queued when queues ->
          polled(asked, jobs.start(asked.question(), queued, clock.instant()));
      case Behaviour.Queued queued -> begun(asked, queued.then());
      case Behaviour.JobDone done when queues -> begun(asked, new Behaviour.Queued(0, done));
      default -> new Step(plain(asked, behaviour), null);
    };
  }

  private Step polled(Asked asked, Job job) {
    job.asks++;
    if (job.asksLeft > 0) {
      job.asksLeft--;
      return new Step(Reply.of(Jobs.queued(job), asked.question().format()), null);
    }
    if (job.then() instanceof Behaviour.JobDone) {
      return new Step(fileMade(asked, job), null);
    }
    jobs.end(job);
    return begun(asked, job.then());
  }

  private Reply fileMade(Asked asked, Job job) {
    if (job.result == null) {
      Answer result = charged(asked, true);
      if (!result.code().equals("OK")) {
        jobs.end(job);
        return Reply.of(result, asked.question().format());
      }
      job.result = result;
      job.fileMade = clock.instant();
      job.looks = 0;
    }
    return Reply.of(Jobs.done(job), asked.question().format());
  }

  private Reply plain(Asked asked, Behaviour behaviour) {
    Format format = asked.question().format();
    return switch (behaviour) {
      case Behaviour.ErrorCode(String code, String message) ->
          Reply.of(Answer.refused(code, message), format);
      case Behaviour.Http http -> Reply.of(http);
      case Behaviour.HtmlPage _ -> Reply.htmlPage();
      case Behaviour.EmptyTables _ -> Reply.of(charged(asked, false), format);
      case Behaviour.MissingTable _,
          Behaviour.DuplicateTable _,
          Behaviour.WrongRowCount _,
          Behaviour.NewMembers _ ->
          Reply.of(Twists.of(charged(asked, true), behaviour), format);
      default -> rows(asked).failing(behaviour);
    };
  }

  private Reply rows(Asked asked) {
    Format format = asked.question().format();
    if (!asked.command().asksLinks()) {
      return helper(asked);
    }
    Answer answer = charged(asked, true);
    boolean sample =
        asked.command() == Command.GET_TOP_BACK_LINKS
            && asked.question().target().equals(Majestic.SAMPLE_TARGET)
            && answer.code().equals("OK");
    return sample
        ? Reply.of(200, format.contentType, Sample.bytes(format))
        : Reply.of(answer, format);
  }

  private Answer charged(Asked asked, boolean withRows) {
    Answer answer = links.answer(asked.command(), asked.question(), withRows);
    if (answer.code().equals("OK")) {
      paid.add(asked.call());
    }
    return answer;
  }

  private Reply helper(Asked asked) {
    Question question = asked.question();
    Answer answer =
        switch (asked.command()) {
          case GET_SUBSCRIPTION_INFO -> Account.answer(question, units, links.plan());
          case GET_DOWNLOADS_LIST ->
              jobs.list(question, clock, Objects.requireNonNull(files), job -> file(job).length);
          case DELETE_DOWNLOADS -> jobs.delete(question);
          case GET_TOP_BACK_LINKS, GET_BACK_LINK_DATA -> throw new IllegalStateException();
        };
    return Reply.of(answer, question.format());
  }

  /** A job's file, or 404 when there is none, or none any more. */
  Reply download(String name, Question question) {
    Map<String, String> parameters = new LinkedHashMap<>(question.parameters());
    parameters.put("file", name);
    downloads.add(new Call(Majestic.DOWNLOAD, parameters, clock.instant()));
    Behaviour behaviour = scripts.takeNext(Majestic.DOWNLOAD).orElse(new Behaviour.Rows());
    while (behaviour instanceof Behaviour.Held held) {
      held.gate().pass();
      behaviour = held.then();
    }
    return switch (behaviour) {
      case Behaviour.Http http -> Reply.of(http);
      case Behaviour.HtmlPage _ -> Reply.htmlPage();
      default -> file(name).failing(behaviour);
    };
  }

  private synchronized Reply file(String name) {
    return jobs.ofFile(name)
        .filter(job -> job.fileReady() && !job.expired(clock.instant()))
        .map(job -> Reply.of(200, "application/gzip", file(job)))
        .orElseGet(() -> Reply.of(404, "text/plain", "no such file".getBytes(UTF_8)));
  }

  private static byte[] file(Job job) {
    if (job.file == null) {
      job.file = packed(Objects.requireNonNull(job.result));
    }
    return job.file;
  }

  private static byte[] packed(Answer result) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (InputStream xml = Format.XML.stream(result);
        GZIPOutputStream to = new GZIPOutputStream(packed)) {
      xml.transferTo(to);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return packed.toByteArray();
  }

  /** Ends the waiting of every queued job and names the addresses that asked to be told. */
  synchronized List<URI> finishJobs() {
    List<URI> toTell = new ArrayList<>();
    for (Job job : jobs.all()) {
      job.asksLeft = 0;
      if (job.question.has("NotifyURL")) {
        String file = files + "/downloads/" + job.fileName();
        toTell.add(
            URI.create(
                job.question
                    .text("NotifyURL")
                    .replace("%%DOWNLOAD_FILE_LOCATION%%", file)
                    .replace("%%DOWNLOAD_FILE%%", job.fileName())));
      }
    }
    return toTell;
  }
}
