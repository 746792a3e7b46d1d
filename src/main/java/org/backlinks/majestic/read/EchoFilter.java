package org.backlinks.majestic.read;

import java.net.IDN;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.backlinks.snapshot.Utf8;
import org.backlinks.url.Host;
import org.backlinks.url.RegistrableDomain;

/**
 * Removes echoes from upstream's messages. An echo repeats a text that was sent: callers choose the
 * targets, and their choice must not decide what a refusal means. The filter finds an echo in any
 * case, with or without escapes, and also if only a part of it is left. Its time is linear in the
 * length of the message.
 */
public final class EchoFilter {
  /** Replaces text that was removed. It is neither a letter nor white space. */
  static final char PLACEHOLDER = '\uFFFC';

  /** Maximum length in characters of upstream's own words; the rest is ignored. */
  static final int MAX_OWN_WORDS_LENGTH = 2_000;

  /** Minimum length of a prefix that is an echo although the rest of the value is missing. */
  private static final int MIN_PREFIX_LENGTH = 20;

  /** Minimum length of the part of the host in such a prefix if the value has a scheme. */
  private static final int MIN_HOST_PREFIX_LENGTH = 3;

  /** Shorter values, such as {@code 1}, are in messages by chance. */
  private static final int MIN_VALUE_LENGTH = 8;

  private static final int MIN_PATH_LENGTH = 4;
  private static final int MIN_SECRET_LENGTH = 4;

  /** Longer messages are truncated. A target that is escaped three times fits several times. */
  private static final int MAX_INPUT_LENGTH = 65_536;

  private static final String TRAILING_PUNCTUATION = "'\"`’”»›.,:;!?)]>";

  private final String command;
  private final Set<Echo> echoes = new LinkedHashSet<>();
  private final EchoPartFinder parts;

  /**
   * A text that was sent.
   *
   * @param text the folded text
   * @param minPrefixLength length of the shortest prefix that is an echo
   */
  private record Echo(String text, int minPrefixLength) {}

  /**
   * Creates a filter for the refusals of a call.
   *
   * @param command the name of the command, which is not chosen by callers
   * @param values the values of all other parameters
   * @param secrets the secrets of the credentials
   */
  public EchoFilter(String command, Collection<String> values, List<String> secrets) {
    this.command = command.toLowerCase(Locale.ROOT);
    secrets.forEach(secret -> addExact(secret, MIN_SECRET_LENGTH));
    StringBuilder addresses = new StringBuilder();
    for (String value : values) {
      if (value.indexOf('.') >= 0 || value.indexOf(':') >= 0) {
        addAddress(value, addresses);
      } else {
        addExact(value, MIN_VALUE_LENGTH);
      }
    }
    this.parts = new EchoPartFinder(addresses.toString());
  }

  private void addExact(String value, int minLength) {
    String text = FoldedText.of(value).text();
    if (text.length() >= minLength) {
      echoes.add(new Echo(text, text.length()));
    }
  }

  /**
   * Adds an address: upstream can repeat all of it, or only its host, its domain or its path.
   *
   * @param addresses receives the forms of the address, of which upstream can repeat any part
   */
  private void addAddress(String value, StringBuilder addresses) {
    String address = FoldedText.of(value).text();
    int scheme = address.indexOf("://");
    if (scheme >= 0) {
      addWithPrefixes(address, scheme + "://".length() + MIN_HOST_PREFIX_LENGTH);
    }
    String hostAndPath = scheme < 0 ? address : address.substring(scheme + "://".length());
    int end = hostEnd(hostAndPath);
    String host = hostAndPath.substring(0, end);
    String path = hostAndPath.substring(end);
    for (String name : new LinkedHashSet<>(List.of(host, toUnicodeHost(host)))) {
      addresses.append(name).append(path).append('\t');
      addWithPrefixes(name + path, Math.min(MIN_PREFIX_LENGTH, name.length()));
      if (name.startsWith("www.")) {
        addWithPrefixes(name.substring(4) + path, Math.min(MIN_PREFIX_LENGTH, name.length() - 4));
      }
      String domain = RegistrableDomain.of(Host.ofAddress(name));
      addWithPrefixes(domain, domain.length());
    }
    if (path.length() >= MIN_PATH_LENGTH) {
      addWithPrefixes(path, MIN_PREFIX_LENGTH);
    }
  }

  private void addWithPrefixes(String text, int minPrefixLength) {
    if (!text.isEmpty()) {
      echoes.add(new Echo(text, Math.clamp(minPrefixLength, 1, text.length())));
    }
  }

  private static int hostEnd(String hostAndPath) {
    int end = 0;
    while (end < hostAndPath.length() && "/?#".indexOf(hostAndPath.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** Returns the host with Unicode letters; upstream gets punycode. */
  private static String toUnicodeHost(String host) {
    return host.contains("xn--") ? FoldedText.of(IDN.toUnicode(host)).text() : host;
  }

  /**
   * Returns upstream's own words in lower case, at most 2,000 characters. The name of the command
   * becomes the word {@code command}, and words such as {@code InvalidAPIKey} are separated.
   */
  public String removeEchoes(String message) {
    FoldedText folded = FoldedText.of(Utf8.truncate(message, MAX_INPUT_LENGTH));
    BitSet marked = new BitSet();
    for (Echo echo : echoes) {
      markEchoes(echo, folded.text(), marked);
    }
    parts.mark(folded, marked);
    return QuotationRemover.remove(remainingWords(folded, marked), MAX_OWN_WORDS_LENGTH);
  }

  /** Marks all characters that belong to the echo, or to a prefix of it, by the Z algorithm. */
  private static void markEchoes(Echo echo, String text, BitSet marked) {
    String joined = echo.text + text;
    int size = echo.text.length();
    int[] prefixLengths = new int[joined.length()];
    int left = 0;
    int right = 0;
    int end = 0;
    for (int i = 1; i < joined.length(); i++) {
      int length = i < right ? Math.min(right - i, prefixLengths[i - left]) : 0;
      while (i + length < joined.length() && joined.charAt(length) == joined.charAt(i + length)) {
        length++;
      }
      prefixLengths[i] = length;
      if (i + length > right) {
        left = i;
        right = i + length;
      }
      int matched = Math.min(length, size);
      int start = i - size;
      if (start >= 0 && matched >= echo.minPrefixLength && start + matched > end) {
        int echoEnd = matched < size ? tokenEnd(text, start + matched) : start + matched;
        marked.set(Math.max(start, end), echoEnd);
        end = echoEnd;
      }
    }
  }

  /**
   * Returns the end of an echo that differs from the sent text from an index on: upstream truncated
   * it or writes it in another way. Punctuation at its end is not part of it.
   */
  private static int tokenEnd(String text, int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    while (end > from && TRAILING_PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private String remainingWords(FoldedText folded, BitSet marked) {
    String text = folded.text();
    StringBuilder words = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (marked.get(i)) {
        words.append(PLACEHOLDER);
        i = marked.nextClearBit(i) - 1;
      } else if (isCommandName(text, i, marked)) {
        words.append(" command ");
        i += command.length() - 1;
      } else {
        if (isWordStart(folded, i)) {
          words.append(' ');
        }
        words.append(text.charAt(i));
      }
    }
    return words.toString();
  }

  private boolean isCommandName(String text, int at, BitSet marked) {
    int echo = marked.nextSetBit(at);
    return !command.isEmpty()
        && text.startsWith(command, at)
        && (echo < 0 || echo >= at + command.length());
  }

  /** Returns whether a word starts at an index, as at the K of {@code InvalidAPIKey}. */
  private static boolean isWordStart(FoldedText folded, int at) {
    if (at == 0 || !folded.capitals().get(at)) {
      return false;
    }
    String text = folded.text();
    boolean afterSmall = Character.isLetter(text.charAt(at - 1)) && !folded.capitals().get(at - 1);
    boolean beforeSmall =
        folded.capitals().get(at - 1)
            && at + 1 < text.length()
            && Character.isLetter(text.charAt(at + 1))
            && !folded.capitals().get(at + 1);
    return afterSmall || beforeSmall;
  }
}
