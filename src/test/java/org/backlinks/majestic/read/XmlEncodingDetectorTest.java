package org.backlinks.majestic.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import org.backlinks.majestic.http.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlEncodingDetectorTest {
  private static final String TEXT = "<Result>\u05d0 caf\u00e9 \ud83e\uded6 </Result>".repeat(900);

  @Test
  void utf8IsUnchanged() throws IOException {
    byte[] bytes = TEXT.getBytes(UTF_8);
    bytes[300] = (byte) 0xFF;
    assertThat(read(bytes)).isEqualTo(bytes);
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void byteOrderMarkIsSkipped() throws IOException {
    assertThat(text(("\ufeff" + TEXT).getBytes(UTF_8))).isEqualTo(TEXT);
    assertThat(text(("\ufeff" + TEXT).getBytes(UTF_16LE))).isEqualTo(TEXT);
    assertThat(text(TEXT.getBytes(UTF_16))).isEqualTo(TEXT);
  }

  @Test
  void utf16IsDetectedWithoutByteOrderMark() throws IOException {
    assertThat(text(TEXT.getBytes(UTF_16BE))).isEqualTo(TEXT);
    assertThat(text(TEXT.getBytes(UTF_16LE))).isEqualTo(TEXT);
  }

  @Test
  void utf16WithContradictingDeclarationIsUnreadable() throws IOException {
    String document = declaration("UTF-8") + TEXT;
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read(document.getBytes(UTF_16BE)));
    assertThat(text((declaration("UTF-16") + TEXT).getBytes(UTF_16LE))).endsWith(TEXT);
    assertThat(text(document.getBytes(UTF_16))).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "utf-8", "UTF8", "UTF_8", "US-ASCII", "utf-16", "UTF-16LE"})
  void asciiCompatibleDocumentIsReadAsUtf8(String declared) throws IOException {
    String document = declaration(declared) + TEXT;
    assertThat(text(document.getBytes(UTF_8))).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "iso-8859-15", "windows-1252", "CP1252", "windows-1250"})
  void declaredEncodingIsRead(String declared) throws IOException {
    String document = declaration(declared) + "<Result>\u00e9 \u00d6\u00fc</Result>";
    assertThat(text(document.getBytes(Charset.forName(declared)))).isEqualTo(document);
  }

  @Test
  void windows1252IsReadAsThePlatformReadsIt() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) (i < 0x20 ? ' ' : i);
    }
    String expected = new String(all, Charset.forName("windows-1252"));
    for (String name : List.of("windows-1252", "x-cp1252", "cp_1252", "Windows_1252", "ansi")) {
      String head = declaration(name);
      byte[] document = (head + new String(all, ISO_8859_1)).getBytes(ISO_8859_1);
      assertThat(text(document)).isEqualTo(head + expected.replace('\ufffd', '\ufffe'));
    }
  }

  @Test
  void controlCharactersOfIso88591AreKept() throws IOException {
    String document = declaration("ISO-8859-1") + "\u0085\u0093";
    assertThat(text(document.getBytes(ISO_8859_1))).isEqualTo(document);
  }

  @Test
  void eachFaultBecomesTheFaultMarker() throws IOException {
    byte[] bytes = "<a>xy</a>".getBytes(UTF_16LE);
    bytes[7] = (byte) 0xD8;
    assertThat(text(bytes)).isEqualTo("<a>\ufffey</a>");
    byte[] odd = new byte[bytes.length - 1];
    System.arraycopy("<a>xy</a>".getBytes(UTF_16LE), 0, odd, 0, odd.length);
    assertThat(text(odd)).isEqualTo("<a>xy</a\ufffe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such", "x", "1", "utf-9"})
  void unknownEncodingIsUnreadable(String declared) {
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> read((declaration(declared) + TEXT).getBytes(UTF_8)))
        .withMessageNotContaining(declared);
  }

  @Test
  void declarationElsewhereIsIgnored() throws IOException {
    String document = "<Result encoding='no-such'><?xml encoding='no-such'?></Result>";
    assertThat(text(document.getBytes(UTF_8))).isEqualTo(document);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4_095})
  void documentIsReadAlikeWhenBytesArriveInPieces(int pieceSize) throws IOException {
    String document = declaration("utf-16") + TEXT;
    InputStream pieces = new PiecewiseInputStream(document.getBytes(UTF_16), pieceSize);
    assertThat(new String(XmlEncodingDetector.toUtf8(pieces).readAllBytes(), UTF_8))
        .isEqualTo(document);
  }

  private static String declaration(String encoding) {
    char quote = encoding.toLowerCase(Locale.ROOT).equals(encoding) ? '\'' : '"';
    return "<?xml version=\"1.0\" encoding=" + quote + encoding + quote + "?>";
  }

  private static String text(byte[] document) throws IOException {
    return new String(read(document), UTF_8);
  }

  private static byte[] read(byte[] document) throws IOException {
    return XmlEncodingDetector.toUtf8(new ByteArrayInputStream(document)).readAllBytes();
  }
}
