package org.backlinks.url;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IPv6 address without a zone. */
final class Ipv6 {
  private static final int GROUPS = 8;
  private static final int IPV4_GROUPS_START = 6;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern IPV4_TAIL =
      Pattern.compile("(?<=:)" + "(0|[1-9][0-9]{0,2})\\.".repeat(3) + "(0|[1-9][0-9]{0,2})$");
  private static final int[] IPV4_MAPPED_PREFIX = {0, 0, 0, 0, 0, 0xFFFF};

  /** The address as eight numbers of 16 bits. */
  private final int[] groups;

  private Ipv6(int[] groups) {
    this.groups = groups;
  }

  /**
   * Parses an address without brackets.
   *
   * @throws IllegalArgumentException when the text is no IPv6 address
   */
  static Ipv6 parse(String text) {
    int[] groups = parseAddress(replaceIpv4Tail(text));
    if (groups.length != GROUPS) {
      throw new IllegalArgumentException("must have a legal IPv6 address between its brackets");
    }
    return new Ipv6(groups);
  }

  /** Returns the address as a host, in the form of RFC 5952. */
  Host toHost() {
    return new Host("[" + format(groups) + "]", true);
  }

  /** Returns the IPv4 address as a host if this address stands for one ({@code ::ffff:1.2.3.4}). */
  Host unmapped() {
    if (!Arrays.equals(Arrays.copyOf(groups, IPV4_GROUPS_START), IPV4_MAPPED_PREFIX)) {
      return toHost();
    }
    int high = groups[IPV4_GROUPS_START];
    int low = groups[IPV4_GROUPS_START + 1];
    return new Host("%d.%d.%d.%d".formatted(high >> 8, high & 0xFF, low >> 8, low & 0xFF), true);
  }

  /** Returns the eight groups, or an empty array when the text is no address. */
  private static int[] parseAddress(String given) {
    int gap = given.indexOf("::");
    if (gap < 0) {
      return parseGroups(given);
    }
    String before = given.substring(0, gap);
    String after = given.substring(gap + 2);
    int[] head = before.isEmpty() ? new int[0] : parseGroups(before);
    int[] tail = after.isEmpty() ? new int[0] : parseGroups(after);
    boolean bad = head.length == 0 != before.isEmpty() || tail.length == 0 != after.isEmpty();
    if (bad || head.length + tail.length >= GROUPS) {
      return new int[0];
    }
    int[] all = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return all;
  }

  private static int[] parseGroups(String given) {
    String[] groups = given.split(":", -1);
    return Arrays.stream(groups).allMatch(group -> GROUP.matcher(group).matches())
        ? Arrays.stream(groups).mapToInt(group -> Integer.parseInt(group, 16)).toArray()
        : new int[0];
  }

  /** Replaces an IPv4 address at the end by the two groups that it stands for. */
  private static String replaceIpv4Tail(String given) {
    Matcher end = IPV4_TAIL.matcher(given);
    if (!end.find()) {
      return given;
    }
    int[] bytes = new int[4];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Integer.parseInt(end.group(i + 1));
      if (bytes[i] > 255) {
        return given;
      }
    }
    return given.substring(0, end.start())
        + Integer.toHexString(bytes[0] << 8 | bytes[1])
        + ":"
        + Integer.toHexString(bytes[2] << 8 | bytes[3]);
  }

  /** Writes the first of the longest runs of two or more zeros as "::". */
  private static String format(int[] groups) {
    int from = 0;
    int length = 1;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - start > length) {
        from = start;
        length = end - start;
      }
    }
    return length < 2
        ? joinGroups(groups, 0, GROUPS)
        : joinGroups(groups, 0, from) + "::" + joinGroups(groups, from + length, GROUPS);
  }

  private static String joinGroups(int[] groups, int from, int to) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < to; i++) {
      words.add(Integer.toHexString(groups[i]));
    }
    return String.join(":", words);
  }
}
