package org.backlinks.majestic.read;

import java.util.Set;

/** The words that upstream can use to say that units, or other resources, are short. */
final class ShortageWords {
  static final Set<String> QUOTA_WORDS =
      RefusalTokenizer.wordSet("quota quotas allowance allowances");

  /** All words for units. */
  static final Set<String> UNIT_WORDS =
      RefusalTokenizer.wordSet("quota quotas allowance allowances unit units credit credits");

  /** Nouns that give the word for units before them another meaning: {@code credit card}. */
  static final Set<String> OTHER_NOUNS = RefusalTokenizer.wordSet("card cards test tests");

  static final Set<String> LIMITS =
      RefusalTokenizer.wordSet("limit limits maximum cap ceiling number amount balance");

  /** Resources of a machine, which can have a quota. */
  static final Set<String> MACHINE_RESOURCES =
      RefusalTokenizer.wordSet("disk memory storage space heap cpu time mailbox file");

  /** Other resources that can be short. */
  static final Set<String> OTHER_RESOURCES =
      RefusalTokenizer.wordSet(
          """
          access argument arguments authentication authorisation authorization backlinks bandwidth \
          characters command commands connections context data detail details domains evidence \
          history information input key keys length links parameter parameters permission \
          permissions privilege privileges results right rights role roles rows scope server \
          servers threads timeout token tokens urls value values\
          """);

  /** Words that start another phrase. */
  static final Set<String> PHRASE_ENDS =
      RefusalTokenizer.wordSet(
          """
          about are be because been but by can cannot for from had has have if in is may must on \
          please should since that to until was were when which while will with\
          """);

  static final Set<String> NEGATIONS =
      RefusalTokenizer.wordSet(
          """
          not no never without cannot cant dont doesnt didnt havent hasnt hadnt isnt arent wasnt \
          werent wont\
          """);

  /** Words that start a condition: the words after them do not state a fact. */
  static final Set<String> CONDITIONS = RefusalTokenizer.wordSet("if unless whether until");

  static final Set<String> REMAINING_WORDS =
      RefusalTokenizer.wordSet("left remaining remain remains available balance");
  static final Set<String> ZERO_WORDS = RefusalTokenizer.wordSet("no zero none nothing nil");
  static final Set<String> CHARGES = RefusalTokenizer.wordSet("charged charge cost costs deducted");
  static final Set<String> OWNING_VERBS =
      RefusalTokenizer.wordSet("have has had having hold holds got with contains");
  static final Set<String> REACHED =
      RefusalTokenizer.wordSet(
          "reached reaches hit exceeded exceeds exceed exceeding over above beyond passed met");

  /** Words that say how small an amount is. */
  static final Set<String> SMALLNESS_WORDS = RefusalTokenizer.wordSet("only just merely barely");

  /** Words for a shortage that are before or after the resource. */
  static final Set<String> SHORT_BEFORE_OR_AFTER =
      RefusalTokenizer.wordSet(
          """
          insufficient inadequate exhausted exhausts depleted exceeded exceeds exceed exceeding \
          overdrawn deficient negative shortage shortfall low\
          """);

  /** Words for a shortage that are before the resource. */
  static final Set<String> SHORT_BEFORE = RefusalTokenizer.wordSet("lack lacks lacking fewer less");

  /** Words for a shortage that are after the resource. */
  static final Set<String> SHORT_AFTER =
      RefusalTokenizer.wordSet(
          "gone finished empty drained dry full expended reached hit below met");

  static final Set<String> USED_WORDS =
      RefusalTokenizer.wordSet("used spent consumed utilised utilized");
  static final Set<String> COMPLETENESS_WORDS =
      RefusalTokenizer.wordSet("all fully completely entirely entire whole full");

  private ShortageWords() {}
}
