package org.backlinks.ops;

import java.net.InetAddress;

/** Tells addresses of the public internet from all others (IANA's special-purpose registries). */
final class PublicAddress {
  private static final int[] NAT64 = {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int[] SIX_TO_FOUR = {0x20, 0x02};
  private static final int[] TEREDO = {0x20, 0x01, 0, 0};

  private PublicAddress() {}

  /** Whether it is one; an address that carries an IPv4 address is what that one is. */
  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return isPublic4(bytes, 0);
    }
    if (starts(bytes, NAT64)) {
      return isPublic4(bytes, NAT64.length);
    }
    if (starts(bytes, SIX_TO_FOUR)) {
      return isPublic4(bytes, SIX_TO_FOUR.length);
    }
    // 2000::/3 is all that was ever given out; mapped, compatible, local and multicast lie outside
    return (bytes[0] & 0xe0) == 0x20 && !starts(bytes, TEREDO);
  }

  private static boolean starts(byte[] bytes, int[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPublic4(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    int third = bytes[at + 2] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127;
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168 && !(second == 0 && third == 0);
      case 198 -> second != 18 && second != 19;
      default -> first < 224;
    };
  }
}
