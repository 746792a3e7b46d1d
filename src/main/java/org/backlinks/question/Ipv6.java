package org.backlinks.question;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv6 addresses as RFC 5952 writes them; without zones. */
final class Ipv6 {
  private static final int GROUPS = 8;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
  private static final Pattern IPV4_AT_END =
      Pattern.compile("(?<=:)" + "(0|[1-9][0-9]{0,2})\\.".repeat(3) + "(0|[1-9][0-9]{0,2})$");

  private Ipv6() {}

  static Canonical canonical(String given) {
    int[] groups = read(withoutIpv4(given));
    return groups.length == GROUPS
        ? new Canonical.Form("[" + text(groups) + "]")
        : new Canonical.Refused("must have a legal IPv6 address between its brackets");
  }

  /** The eight groups, or none. */
  private static int[] read(String given) {
    int gap = given.indexOf("::");
    if (gap < 0) {
      return groups(given);
    }
    String before = given.substring(0, gap);
    String after = given.substring(gap + 2);
    int[] head = before.isEmpty() ? new int[0] : groups(before);
    int[] tail = after.isEmpty() ? new int[0] : groups(after);
    boolean bad = head.length == 0 != before.isEmpty() || tail.length == 0 != after.isEmpty();
    if (bad || head.length + tail.length >= GROUPS) {
      return new int[0];
    }
    int[] all = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, all, GROUPS - tail.length, tail.length);
    return all;
  }

  private static int[] groups(String given) {
    String[] groups = given.split(":", -1);
    return Arrays.stream(groups).allMatch(group -> GROUP.matcher(group).matches())
        ? Arrays.stream(groups).mapToInt(group -> Integer.parseInt(group, 16)).toArray()
        : new int[0];
  }

  /** An IPv4 address at the end as the two groups that it stands for. */
  private static String withoutIpv4(String given) {
    Matcher end = IPV4_AT_END.matcher(given);
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

  /** The first of the longest runs of two or more zeros becomes "::". */
  private static String text(int[] groups) {
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
        ? joined(groups, 0, GROUPS)
        : joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
  }

  private static String joined(int[] groups, int from, int to) {
    List<String> words = new ArrayList<>();
    for (int i = from; i < to; i++) {
      words.add(Integer.toHexString(groups[i]));
    }
    return String.join(":", words);
  }
}
