package org.backlinks.service;

import java.util.List;
import java.util.Map;
import org.backlinks.majestic.Call;
import org.backlinks.question.Scope;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * The upstream calls that answer a report, in order: one, or several of which each gives a part.
 */
record Course(List<Call> calls) {

  /** The course of a report, by the command that it was last submitted with. */
  static Course of(Report report) {
    Call submitted = new Call(report.parameters(), List.copyOf(report.question().scopes()));
    return new Course(
        submitted.isSuccessor() ? Call.getBackLinkData(report.question()) : List.of(submitted));
  }

  /** Whether each list has a call of its own. */
  boolean isListByList() {
    return calls.getFirst().isSuccessor();
  }

  /** How many calls are still to be made. */
  int left(Progress progress) {
    return (int) calls.stream().filter(call -> !progress.isOver(name(call))).count();
  }

  /** Whether one answer is enough. */
  boolean isSingle() {
    return calls.size() == 1;
  }

  /** The number of the call that the report stands before, from 0. */
  int position(Report report) {
    for (int i = 0; i < calls.size(); i++) {
      if (!report.progress().isOver(name(calls.get(i)))) {
        return i;
      }
    }
    throw new IllegalStateException("report " + report.id().text() + " has every part");
  }

  /** The call that the report stands before, exactly as it was submitted. */
  Call current(Report report) {
    return calls.get(position(report)).submittedAs(report.parameters());
  }

  /** The part that the call gives which the report stands before. */
  String part(Report report) {
    return name(calls.get(position(report)));
  }

  /** What is submitted after that; null when it is the last call. */
  @Nullable Map<String, String> next(Report report) {
    int next = position(report) + 1;
    return next < calls.size() ? calls.get(next).parameters() : null;
  }

  /** The parts that are kept, in payload order. */
  List<String> kept(Progress progress) {
    return calls.stream().map(Course::name).filter(progress.done()::containsKey).toList();
  }

  /** A call's scopes are asked for by no other call. */
  private static String name(Call call) {
    Scope first = call.scopes().getFirst();
    return first.word();
  }
}
