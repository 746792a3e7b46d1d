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

/** The fake Majestic API without HTTP. It turns questions into replies and records the calls. */
final class FakeService {
  volatile FakeCredentials credentials;
  final FakeUnits units = new FakeUnits();
  final FakeIndexes indexes = new FakeIndexes();
  final FakeLinkCommands links = new FakeLinkCommands(units, indexes);
  final BehaviourScripts scripts = new BehaviourScripts();
  final Set<String> retiredCommands = ConcurrentHashMap.newKeySet();
  final List<FakeCall> calls = new CopyOnWriteArrayList<>();
  final List<FakeCall> paidCalls = new CopyOnWriteArrayList<>();
  final List<FakeCall> downloads = new CopyOnWriteArrayList<>();

  private final FakeJobQueue jobs = new FakeJobQueue(indexes);
  private volatile Clock clock = Clock.systemUTC();
  private volatile @Nullable URI fileBaseUri;

  FakeService(FakeCredentials credentials) {
    this.credentials = credentials;
  }

  void setClock(Clock newClock) {
    clock = newClock;
  }

  void setFileBaseUri(URI base) {
    fileBaseUri = base;
  }

  FakeReply handle(FakeQuestion question) {
    FakeCall call = new FakeCall(question.command(), question.parameters(), clock.instant());
    calls.add(call);
    Optional<FakeCommand> knownCommand =
        FakeCommand.parse(question.command())
            .filter(command -> !retiredCommands.contains(command.wireName));
    Optional<FakeAnswer> refusal =
        credentials
            .refusal(question)
            .or(() ->
                knownCommand.isEmpty() ? Optional.of(unknownCommand(question)) : Optional.empty());
    return refusal
        .map(answer -> FakeReply.of(answer, question.format()))
        .orElseGet(() -> handleKnownCommand(knownCommand.orElseThrow(), question, call));
  }

  private static FakeAnswer unknownCommand(FakeQuestion question) {
    return FakeAnswer.failed(
        "The command '" + question.command() + "' is not in the list of supported commands.",
        false);
  }

  private FakeReply handleKnownCommand(FakeCommand command, FakeQuestion question, FakeCall call) {
    boolean isProbe = command.isLinkCommand() && question.target().isEmpty();
    Behaviour probeBehaviour = isProbe ? scripts.takeNext(FakeMajestic.PROBE).orElse(null) : null;
    if (probeBehaviour != null) {
      return replyWith(new HandledCall(command, question, call), awaitGates(probeBehaviour));
    }
    Optional<String> parameterError = command.parameterError(question);
    if (parameterError.isPresent()) {
      return FakeReply.of(
          FakeAnswer.refused("InvalidParameter", parameterError.get()), question.format());
    }
    Behaviour behaviour =
        scripts.takeNext(command.wireName).map(FakeService::awaitGates).orElse(null);
    HandledCall handledCall = new HandledCall(command, question, call);
    Supplier<HandlingStep> step = firstStep(handledCall, behaviour);
    return runSteps(handledCall, step);
  }

  /** Waits until the gates of a behaviour are open and returns the behaviour after them. */
  private static Behaviour awaitGates(Behaviour scripted) {
    Behaviour behaviour = scripted;
    while (behaviour instanceof Behaviour.HeldAtGate held) {
      held.gate().awaitOpen();
      behaviour = held.next();
    }
    return behaviour;
  }

  /** One call that is being handled. */
  private record HandledCall(FakeCommand command, FakeQuestion question, FakeCall call) {}

  /** Either a finished reply, or a behaviour that is still to be applied. */
  private record HandlingStep(@Nullable FakeReply reply, @Nullable Behaviour behaviour) {}

  private Supplier<HandlingStep> firstStep(HandledCall handledCall, @Nullable Behaviour scripted) {
    return () ->
        scripted == null ? applyDefault(handledCall) : applyBehaviour(handledCall, scripted);
  }

  private FakeReply runSteps(HandledCall handledCall, Supplier<HandlingStep> step) {
    while (true) {
      HandlingStep result;
      synchronized (this) {
        result = step.get();
      }
      if (result.reply() != null) {
        return result.reply();
      }
      Behaviour.HeldAtGate held = (Behaviour.HeldAtGate) result.behaviour();
      held.gate().awaitOpen();
      step = () -> applyBehaviour(handledCall, held.next());
    }
  }

  private HandlingStep applyDefault(HandledCall handledCall) {
    FakeQuestion question = handledCall.question();
    if (!handledCall.command().isLinkCommand()) {
      return new HandlingStep(replyToOtherCommand(handledCall), null);
    }
    boolean isQueueable = handledCall.command() == FakeCommand.GET_TOP_BACK_LINKS;
    boolean isForced = isQueueable && question.flagOr("DebugForceQueue", false);
    Optional<FakeJob> open =
        isQueueable ? jobs.findOpen(question, clock.instant()) : Optional.empty();
    if (open.isPresent() && !isForced) {
      return pollJob(handledCall, open.get());
    }
    Behaviour behaviour = scripts.takeForTarget(question.target());
    if (isForced && !(behaviour instanceof Behaviour.Queued)) {
      behaviour = new Behaviour.Queued(1, behaviour);
    }
    return applyBehaviour(handledCall, behaviour);
  }

  private HandlingStep applyBehaviour(HandledCall handledCall, Behaviour behaviour) {
    boolean isQueueable = handledCall.command() == FakeCommand.GET_TOP_BACK_LINKS;
    return switch (behaviour) {
      case Behaviour.HeldAtGate _ -> new HandlingStep(null, behaviour);
      case Behaviour.Queued queued when isQueueable ->
          pollJob(handledCall, jobs.enqueue(handledCall.question(), queued, clock.instant()));
      case Behaviour.Queued queued -> applyBehaviour(handledCall, queued.next());
      case Behaviour.JobDone done when isQueueable ->
          applyBehaviour(handledCall, new Behaviour.Queued(0, done));
      default -> new HandlingStep(replyWith(handledCall, behaviour), null);
    };
  }

  private HandlingStep pollJob(HandledCall handledCall, FakeJob job) {
    job.requestCount++;
    if (job.remainingQueuedAnswers > 0) {
      job.remainingQueuedAnswers--;
      return new HandlingStep(
          FakeReply.of(jobs.queuedAnswer(job), handledCall.question().format()), null);
    }
    if (job.finalBehaviour() instanceof Behaviour.JobDone) {
      return new HandlingStep(replyJobDone(handledCall, job), null);
    }
    jobs.remove(job);
    return applyBehaviour(handledCall, job.finalBehaviour());
  }

  private FakeReply replyJobDone(HandledCall handledCall, FakeJob job) {
    if (job.result == null) {
      FakeAnswer result = chargeAndAnswer(handledCall, true);
      if (!result.code().equals("OK")) {
        jobs.remove(job);
        return FakeReply.of(result, handledCall.question().format());
      }
      job.result = result;
      job.fileCreatedAt = clock.instant();
      job.listReads = 0;
    }
    return FakeReply.of(jobs.doneAnswer(job), handledCall.question().format());
  }

  private FakeReply replyWith(HandledCall handledCall, Behaviour behaviour) {
    FakeFormat format = handledCall.question().format();
    return switch (behaviour) {
      case Behaviour.ErrorCode(String code, String message) ->
          FakeReply.of(FakeAnswer.refused(code, message), format);
      case Behaviour.FixedResponse http -> FakeReply.of(http);
      case Behaviour.HtmlPage _ -> FakeReply.htmlPage();
      case Behaviour.EmptyTables _ -> FakeReply.of(chargeAndAnswer(handledCall, false), format);
      case Behaviour.MissingTable _,
          Behaviour.DuplicateTable _,
          Behaviour.WrongRowCount _,
          Behaviour.UnknownMembers _ ->
          FakeReply.of(
              ResponseMutations.mutate(chargeAndAnswer(handledCall, true), behaviour), format);
      default -> replyWithRows(handledCall).withFault(behaviour);
    };
  }

  private FakeReply replyWithRows(HandledCall handledCall) {
    FakeFormat format = handledCall.question().format();
    if (!handledCall.command().isLinkCommand()) {
      return replyToOtherCommand(handledCall);
    }
    FakeAnswer answer = chargeAndAnswer(handledCall, true);
    boolean isSample =
        handledCall.command() == FakeCommand.GET_TOP_BACK_LINKS
            && handledCall.question().target().equals(FakeMajestic.SAMPLE_TARGET)
            && answer.code().equals("OK");
    return isSample
        ? FakeReply.of(200, format.contentType, SampleAnswer.read(format))
        : FakeReply.of(answer, format);
  }

  private FakeAnswer chargeAndAnswer(HandledCall handledCall, boolean hasRows) {
    FakeAnswer answer = links.answer(handledCall.command(), handledCall.question(), hasRows);
    if (answer.code().equals("OK")) {
      paidCalls.add(handledCall.call());
    }
    return answer;
  }

  private FakeReply replyToOtherCommand(HandledCall handledCall) {
    FakeQuestion question = handledCall.question();
    FakeAnswer answer =
        switch (handledCall.command()) {
          case GET_SUBSCRIPTION_INFO ->
              FakeSubscriptionInfo.answer(question, indexes, units, links.planLimit());
          case GET_DOWNLOADS_LIST ->
              jobs.listDownloads(
                  question,
                  clock,
                  Objects.requireNonNull(fileBaseUri),
                  job -> readFile(job).length);
          case DELETE_DOWNLOADS -> jobs.deleteDownloads(question);
          case GET_INDEX_ITEM_INFO -> FakeIndexItemInfo.answer(question, units, links, indexes);
          case GET_TOP_BACK_LINKS, GET_BACK_LINK_DATA -> throw new IllegalStateException();
        };
    return FakeReply.of(answer, question.format());
  }

  /** Returns a job's file, or status 404 when it does not exist or has expired. */
  FakeReply download(String name, FakeQuestion question) {
    Map<String, String> parameters = new LinkedHashMap<>(question.parameters());
    parameters.put("file", name);
    downloads.add(new FakeCall(FakeMajestic.DOWNLOAD, parameters, clock.instant()));
    Behaviour behaviour =
        awaitGates(scripts.takeNext(FakeMajestic.DOWNLOAD).orElse(new Behaviour.Rows()));
    return switch (behaviour) {
      case Behaviour.FixedResponse http -> FakeReply.of(http);
      case Behaviour.HtmlPage _ -> FakeReply.htmlPage();
      default -> readFile(name).withFault(behaviour);
    };
  }

  private synchronized FakeReply readFile(String name) {
    return jobs.findByFileName(name)
        .filter(job -> job.isFileReady() && !job.isExpired(clock.instant()))
        .map(job -> FakeReply.of(200, "application/gzip", readFile(job)))
        .orElseGet(() -> FakeReply.of(404, "text/plain", "no such file".getBytes(UTF_8)));
  }

  private static byte[] readFile(FakeJob job) {
    if (job.file == null) {
      job.file = gzip(Objects.requireNonNull(job.result));
    }
    return job.file;
  }

  private static byte[] gzip(FakeAnswer result) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (InputStream xml = FakeFormat.XML.stream(result);
        GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      xml.transferTo(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  /** Finishes the queued jobs whose targets contain a text. Returns the notification addresses. */
  synchronized List<URI> finishJobs(String targetPart) {
    List<URI> addresses = new ArrayList<>();
    for (FakeJob job : jobs.all()) {
      if (!job.question.target().contains(targetPart)) {
        continue;
      }
      job.remainingQueuedAnswers = 0;
      if (job.question.has("NotifyURL")) {
        String file = fileBaseUri + "/downloads/" + job.fileName();
        addresses.add(
            URI.create(
                job.question
                    .value("NotifyURL")
                    .replace("%%DOWNLOAD_FILE_LOCATION%%", file)
                    .replace("%%DOWNLOAD_FILE%%", job.fileName())));
      }
    }
    return addresses;
  }
}
