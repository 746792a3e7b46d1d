package org.backlinks.service;

import java.util.List;
import java.util.Map;
import org.backlinks.majestic.LinkCommand;
import org.backlinks.majestic.MajesticCall;
import org.backlinks.question.Scope;
import org.backlinks.report.Progress;
import org.backlinks.report.Report;
import org.backlinks.snapshot.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The upstream calls that a report needs, in order. There is one call for all lists, or several
 * calls that each give a part of the answer.
 */
record CallPlan(List<MajesticCall> calls) {

  /** Returns the plan of a report. It follows from the command that was submitted last. */
  static CallPlan of(Report report) {
    return new CallPlan(LinkCommand.of(report.parameters()).calls(report.question()));
  }

  /** Returns whether each list has its own call. */
  boolean hasCallPerList() {
    return calls.getFirst().linkCommand().hasCallPerList();
  }

  /** Returns the number of calls that are still to be made. */
  int remainingCalls(Progress progress) {
    return (int) calls.stream().filter(call -> !progress.isResolved(partName(call))).count();
  }

  /** Returns whether one call gives the whole answer. */
  boolean isSingleCall() {
    return calls.size() == 1;
  }

  /** Returns the index of the report's current call, from 0. */
  int nextIndex(Report report) {
    for (int i = 0; i < calls.size(); i++) {
      if (!report.progress().isResolved(partName(calls.get(i)))) {
        return i;
      }
    }
    throw new IllegalStateException("report " + report.id().text() + " has every part");
  }

  /** Returns the report's current call, exactly as it is submitted. */
  MajesticCall nextCall(Report report) {
    return calls.get(nextIndex(report)).withParameters(report.parameters());
  }

  /** Returns the part that the report's current call gives. */
  String nextPart(Report report) {
    return partName(calls.get(nextIndex(report)));
  }

  /** Returns the scopes of the current call for which an answer has no list. */
  List<Scope> missingScopes(Report report, Manifest answer) {
    return nextCall(report).scopes().stream()
        .filter(scope -> answer.linkTables(List.of(scope.wireName())).isEmpty())
        .toList();
  }

  /** Returns the parameters of the call after the current one, or null after the last call. */
  @Nullable Map<String, String> followingParameters(Report report) {
    int next = nextIndex(report) + 1;
    return next < calls.size() ? calls.get(next).parameters() : null;
  }

  /** Returns the parts that are stored, in the order of the payload. */
  List<String> completedParts(Progress progress) {
    return calls.stream()
        .map(CallPlan::partName)
        .filter(progress.completed()::containsKey)
        .toList();
  }

  /** Returns the name of a call's part. No two calls have a scope in common. */
  private static String partName(MajesticCall call) {
    Scope first = call.scopes().getFirst();
    return first.wireName();
  }
}
