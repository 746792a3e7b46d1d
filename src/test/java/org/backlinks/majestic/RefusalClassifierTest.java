package org.backlinks.majestic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backlinks.majestic.Answer.RefusalReason;
import org.backlinks.majestic.read.EchoFilter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classifies refusals. Each wording is a message, or a code and a message separated by a bar. */
class RefusalClassifierTest {
  private static final EchoFilter FILTER =
      new EchoFilter("GetTopBackLinks", List.of("http://echoed.example/"), List.of("hush-hush"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NotEnoughUnits | NotEnoughUnits",
        "You do not have enough analysis units",
        "Your analysis units are exhausted.",
        "You have run out of retrieval units for this month",
        "You have exceeded your monthly allowance.",
        "QuotaExceeded | ",
        "InsufficientAnalysisResUnits | ",
        "InsufficientRetrievalResUnits | Not enough",
        "InsufficientIndexItemInfoUnits | ",
        "insufficientanalysisresunits | ",
        "INSUFFICIENT_UNITS | ",
        "NOTENOUGHUNITS | ",
        "quota_exceeded | ",
        "QuotaExceededException | ",
        "OutOfCredits | ",
        "OVER_QUOTA | ",
        "NoUnitsLeft | ",
        "UnitsDepleted | ",
        "AllowanceUsedUp | ",
        "UnitLimitReached | ",
        "You have not enough units",
        "There aren't enough credits left in your account",
        "You don’t have sufficient analysis units to run this command",
        "Insufficient credit",
        "insufficient balance of analysis units",
        "Your account has insufficient retrieval units: 12 needed",
        "Too few analysis units",
        "Your units are too low for this request",
        "You have used up all your analysis units",
        "All of your analysis units have been used.",
        "You have used all the units of your plan",
        "Your retrieval units have all been consumed",
        "Analysis units depleted",
        "Your quota for this month has been reached",
        "You reached your quota",
        "The limit of your analysis units has been reached",
        "Limit reached for analysis units",
        "Daily unit limit exceeded",
        "Monthly credit limit hit",
        "No analysis units left",
        "No units remaining",
        "There are no units available",
        "You have no retrieval units",
        "You have 0 analysis units",
        "Zero credits remaining",
        "Analysis units remaining: 0",
        "Analysis units: none left",
        "None of your units are left",
        "You do not have any units left",
        "Only 12 analysis units are left",
        "This request would exceed your remaining analysis units",
        "This request is over your quota",
        "This call needs more units than you have",
        "You need more analysis units",
        "Your account lacks analysis units",
        "You are short of analysis units",
        "Your allowance has run out",
        "Your credits ran out yesterday",
        "Your subscription is running out of units, and this call needs 5,000",
        "The request failed. Your quota was exceeded!",
        "Sorry: quota exhausted",
        "Your analysis units for the month of May on this account are now exhausted",
        "You have used your monthly allowance",
        "You have used your entire quota",
        "Your unit balance is negative",
        "Your quota is 0",
        "Your units are running low",
        "You cannot afford 5000 analysis units",
        "The request costs more than your remaining units",
        "Requires more units than remain",
        "Units shortage",
        "Insufficient units (analysis)",
        "Limit exceeded: analysis units",
        "Insufficient: units",
        "Maximum units reached",
        "No more credits",
        "No further units (see pricing)",
        "Your allowance is spent",
        "The request requires 5000 units but only 12 are available",
        "5,000 analysis units required but only 120 remaining",
        "You need 5000 more analysis units",
        "The cost of this request (5000) exceeds your remaining analysis units",
        "You only have 12 analysis units left",
        "You only have 3 credits remaining",
        "You have only 3 credits",
        "You are over your analysis units quota",
        "You are over your analysis unit allowance",
        "API unit quota has been met",
        "You have used 100% of your quota",
        "100 % of your analysis units have been used",
        "Your account does not have the required units",
        "You do not have units",
        "The subscription doesn't hold any analysis units",
        "Available units are less than needed",
        "Remaining analysis units (12) are less than required (5000)",
        "Your remaining units are lower than the cost",
        "At least 5000 analysis units are required",
        "5000 analysis units are needed, you have 3",
        "5,000 units necessary",
        "This command costs 5000 units, which is more than you have",
        "Please purchase more units",
        "You need to buy more analysis units",
        "You must purchase additional retrieval units",
        "This call requires more units",
        "Units: 0",
        "Your remaining analysis units: 0",
        "Units = 0",
        "ZeroUnits | ",
        "ZERO_UNITS | ",
        "ZeroCreditsLeft | ",
        "Just 3 units left",
        "Merely 3 analysis units remain",
        "Cannot charge 5000 units",
        "Could not deduct 5000 analysis units from your account",
        "Insufficient resources (analysis units)",
        "Insufficient balance [retrieval units]",
        "Your units do not suffice",
        "Your remaining units will not cover this request",
        "\"You do not have enough units\"",
        "'Your quota is exhausted'",
        "“Insufficient units”",
        "FailedRequestViaAPI | Insufficient units: the command is not supported",
        "FailedRequestViaAPI | The API key has insufficient analysis units"
      })
  void shortageOfUnitsIsUnitsExhausted(String wording) {
    assertThat(classify(wording)).isEqualTo(RefusalReason.UNITS_EXHAUSTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FailedRequestViaAPI | Insufficient permissions for this command",
        "InsufficientPermissions | ",
        "insufficientpermissions | ",
        "InsufficientPrivileges | ",
        "not enough data",
        "There is not enough data for this item",
        "NotEnoughData | ",
        "Not enough data to count the analysis units",
        "Insufficient parameters",
        "Too few parameters",
        "Not enough arguments: units is missing",
        "Insufficient memory",
        "The server ran out of memory",
        "Out of disk space",
        "Disk quota exceeded",
        "DiskQuotaExceeded | ",
        "Your disk quota has been exceeded",
        "Insufficient storage",
        "Not enough time to answer",
        "The time limit was exceeded",
        "Time ran out",
        "The request timed out",
        "Rate limit exceeded",
        "Too many requests",
        "RequestLimitExceeded | ",
        "MaxSourceURLs exceeds the limit of 50000",
        "MaxSourceURLs exceeds the maximum, no units were charged",
        "You do not have access; 0 units were charged",
        "Insufficient rights to see your units",
        "Insufficient access to the units of this account",
        "No units were charged for this request",
        "0 units charged",
        "5000 units were used for this call that failed",
        "Charged units: 0",
        "The number of units is not known",
        "Invalid unit",
        "No unit given",
        "The parameter units is missing",
        "Your quota is not exceeded",
        "You have not exceeded your quota",
        "You have enough units, something else is wrong",
        "Unknown index. If your units are exhausted, buy more",
        "Not enough rows",
        "The item is exhausted",
        "The results are exhausted",
        "No data available",
        "Insufficient | ",
        "The index is not available, 97072651 units remaining",
        "12 out of 5000 units are used",
        "All connections are used",
        "All rows have been used up",
        "Insufficient evidence for a unit test",
        "Your subscription has ended",
        "The allowance parameter is wrong",
        "Bad quota",
        "No such unit",
        "Your credit card has been exceeded",
        "You have no credit card",
        "MaxSourceURLs out of range: units 1 to 5",
        "The connection pool is exhausted (units: 5)",
        "Retries exhausted, no units charged",
        "Insufficient credentials",
        "Insufficient permission to use analysis units",
        "exceeded the time allowance",
        "You must not exceed your allowance",
        "You do not have enough permissions",
        "System.OutOfMemoryException | Exception was thrown",
        "Something failed. Your units have not been charged",
        "Your units are used for other calls",
        "At least 5 characters are required",
        "5 characters are needed, units are optional",
        "Please purchase a plan",
        "Please purchase a plan to see your units",
        "To purchase more units visit our page",
        "units of measure are required",
        "5 units of measure are required",
        "The parameter units is required",
        "You only have 12 requests left",
        "You are over your rate limit, no units were charged",
        "The conditions for units are not met",
        "You have used 100 of 5000 units",
        "You have used 50% of your quota",
        "Your account does not have the required permissions",
        "You do not have access to units",
        "You do not have to buy units",
        "Available rows are less than needed",
        "The parameter units must be less than 5",
        "This command costs 5000 units, which is documented",
        "You sent more rows, which is more than you have asked for",
        "Invalid parameter units: 0",
        "Units: 10",
        "Just use 3 units",
        "We do not charge units for this",
        "Cannot charge your card",
        "Insufficient resources (memory)",
        "Insufficient resources (units: 5 MB)",
        "\"You do not have enough data\"",
        "creditable, unitary and quotable"
      })
  void otherShortageIsOther(String wording) {
    assertThat(classify(wording)).isEqualTo(RefusalReason.OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "InvalidAPIKey | Bad",
        "UnknownKey | ",
        "invalidapikey | ",
        "INVALID_ACCESS_TOKEN | ",
        "API Key does not appear to be correct: API_KEY - 'x'",
        "Your API key is not valid",
        "Access token revoked",
        "The key isn't recognised",
        "Wrong key",
        "This API key was suspended",
        "Unauthorized | The API key is unknown"
      })
  void refusedKeyIsInvalidKey(String wording) {
    assertThat(classify(wording)).isEqualTo(RefusalReason.INVALID_KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The command 'GetTopBackLinks' is not in the list of supported commands.",
        "The command 'gettopbacklinks' does not exist",
        "Unknown command: GetTopBackLinks",
        "GetTopBackLinks was removed, use GetBackLinkData",
        "UNKNOWN_COMMAND | ",
        "unknowncommand | ",
        "No such command",
        "The command “GetTopBackLinks” isn’t supported",
        "'GetTopBackLinks' is not a supported command",
        "GetTopBackLinks is not a valid command",
        "Command not found"
      })
  void retiredCommandIsUnknownCommand(String wording) {
    assertThat(classify(wording)).isEqualTo(RefusalReason.UNKNOWN_COMMAND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetTopBackLinks: 'unknown' is unknown",
        "The command GetTopBackLinks failed. The index is no longer available",
        "GetTopBackLinks: http://echoed.example/ is no longer available",
        "command http://echoed.example/unknown",
        "unknown 'thing' command",
        "Bad item \"unknown command\"",
        "Bad item «the command was retired»",
        "Bad item 'isn't it an unknown command'",
        "Bad item 'unknown command that was cut o",
        "Bad item ...unknown-command",
        "Bad item `not enough units'",
        "Bad item ‘invalid key’",
        "Bad item: hush-hush"
      })
  void repeatedTextDoesNotDecideTheReason(String wording) {
    assertThat(classify(wording)).isEqualTo(RefusalReason.OTHER);
  }

  private static RefusalReason classify(String wording) {
    int bar = wording.indexOf(" | ");
    String code = bar < 0 ? "FailedRequestViaAPI" : wording.substring(0, bar);
    String message = bar < 0 ? wording : wording.substring(bar + " | ".length());
    return RefusalClassifier.classify(FILTER.removeEchoes(code), FILTER.removeEchoes(message));
  }
}
