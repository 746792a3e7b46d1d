package org.backlinks.url;

import java.net.InetAddress;

/**
 * Checks whether an address belongs to the public internet, by IANA's registries of special-purpose
 * addresses.
 */
public final class PublicAddress {
  private static final int[] NAT64_PREFIX = {0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final int[] SIX_TO_FOUR_PREFIX = {0x20, 0x02};
  private static final int[] TEREDO_PREFIX = {0x20, 0x01, 0, 0};

  private PublicAddress() {}

  /**
   * Returns whether the address is public. An address that contains an IPv4 address is public if
   * the IPv4 address is.
   */
  public static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return isPublicIpv4(bytes, 0);
    }
    if (startsWith(bytes, NAT64_PREFIX)) {
      return isPublicIpv4(bytes, NAT64_PREFIX.length);
    }
    if (startsWith(bytes, SIX_TO_FOUR_PREFIX)) {
      return isPublicIpv4(bytes, SIX_TO_FOUR_PREFIX.length);
    }
    // 2000::/3 has all public addresses; mapped, compatible, local and multicast ones are outside
    return (bytes[0] & 0xe0) == 0x20 && !startsWith(bytes, TEREDO_PREFIX);
  }

  private static boolean startsWith(byte[] bytes, int[] prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPublicIpv4(byte[] bytes, int at) {
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
