package org.backlinks.majestic;

import java.util.List;
import java.util.Map;
import org.backlinks.question.Command;
import org.backlinks.question.IndexItem;
import org.backlinks.question.Question;
import org.backlinks.question.Scope;
import org.backlinks.question.WireNamed;
import org.backlinks.snapshot.Table;
import org.backlinks.units.Price;

/**
 * The commands of upstream that give links. Only this enum and the classes that make the calls know
 * the differences between the commands. Source: upstream's pages of {@code GetTopBackLinks} and
 * {@code GetBackLinkData}.
 */
public enum LinkCommand implements WireNamed {
  /** Gives all lists of a question in one answer. */
  GET_TOP_BACK_LINKS(Command.GET_TOP_BACK_LINKS),

  /** Gives one list in an answer. It is the successor of {@link #GET_TOP_BACK_LINKS}. */
  GET_BACK_LINK_DATA(Command.GET_BACK_LINK_DATA);

  private final Command command;

  LinkCommand(Command command) {
    this.command = command;
  }

  /** Returns the command with this name. Other names count as {@link #GET_TOP_BACK_LINKS}. */
  public static LinkCommand of(String wireName) {
    return WireNamed.parse(LinkCommand.class, wireName).orElse(GET_TOP_BACK_LINKS);
  }

  /** Returns the command of a call with these parameters, as {@link #of(String)} does. */
  public static LinkCommand of(Map<String, String> parameters) {
    return of(parameters.getOrDefault(Parameter.COMMAND.wireName(), ""));
  }

  /** Returns the name that upstream uses. */
  @Override
  public String wireName() {
    return command.wireName();
  }

  /** Returns the calls that answer a question, in payload order. */
  public List<MajesticCall> calls(Question question) {
    return switch (this) {
      case GET_TOP_BACK_LINKS -> List.of(GetTopBackLinksCall.of(question));
      case GET_BACK_LINK_DATA -> GetBackLinkDataCalls.of(question);
    };
  }

  /**
   * Returns whether each list has a call of its own. Scopes whose lists are the same share a call.
   */
  public boolean hasCallPerList() {
    return switch (this) {
      case GET_TOP_BACK_LINKS -> false;
      case GET_BACK_LINK_DATA -> true;
    };
  }

  /**
   * Returns the analysis units that a list of an item costs. Upstream says the price of the first
   * command for each item.
   */
  public long analysisPrice(IndexItem item, Price price) {
    Long itemPrice = item.topBackLinksPrice();
    return switch (this) {
      case GET_TOP_BACK_LINKS ->
          itemPrice != null && Price.isPlausible(itemPrice) ? itemPrice : price.analysisPerList();
      case GET_BACK_LINK_DATA -> price.analysisPerList();
    };
  }

  /** Returns whether upstream may put a call into its queue and answer it later. */
  public boolean isQueueable() {
    return switch (this) {
      case GET_TOP_BACK_LINKS -> true;
      case GET_BACK_LINK_DATA -> false;
    };
  }

  /** Returns whether callers get a warning when an answer does not report its charge. */
  boolean warnsOfUnreportedCharge() {
    return switch (this) {
      case GET_TOP_BACK_LINKS -> false;
      case GET_BACK_LINK_DATA -> true;
    };
  }

  /**
   * Returns the tables of an answer, each with its kind and scope.
   *
   * @param scopes the scopes that the call asked for
   */
  List<Table> classify(List<Table> tables, List<Scope> scopes) {
    return switch (this) {
      case GET_TOP_BACK_LINKS -> TableClassifier.classify(tables, scopes);
      case GET_BACK_LINK_DATA -> TableClassifier.classifySharedList(tables, scopes);
    };
  }
}
