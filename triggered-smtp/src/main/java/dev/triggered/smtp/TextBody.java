package dev.triggered.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A text in UTF-8 with each line ended by CR LF, and the transfer encoding that brings it safely through any relay: lines of at
 * most 998 octets, all of them ASCII (RFC 2045, section 6).
 */
final class TextBody {
    private static final int LONGEST_LINE = 990;
    private static final int QUOTED_LINE = 75;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] text;
    private final int length;
    private final String encoding;

    TextBody(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] lines = new byte[bytes.length + breaksIn(bytes)];
        this.length = copyLines(bytes, lines);
        this.text = lines;
        this.encoding = choose(text);
    }

    /** Returns what stands in {@code Content-Transfer-Encoding}. */
    String encoding() {
        return encoding;
    }

    void writeTo(ByteArrayOutputStream out) {
        switch (encoding) {
            case "7bit" -> out.write(text, 0, length);
            case "base64" -> {
                out.writeBytes(Base64.getMimeEncoder().encode(Arrays.copyOf(text, length)));
                out.writeBytes(CRLF);
            }
            default -> quote(out);
        }
    }

    private static int breaksIn(byte[] bytes) {
        int breaks = 0;
        for (byte b : bytes) {
            if (b == '\n' || b == '\r') {
                breaks++;
            }
        }
        return breaks;
    }

    private static int copyLines(byte[] bytes, byte[] lines) {
        int at = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '\r' || b == '\n') {
                lines[at++] = '\r';
                lines[at++] = '\n';
                if (b == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n') {
                    i++;
                }
            } else {
                lines[at++] = b;
            }
        }
        return at;
    }

    private String choose(String original) {
        int foreign = 0;
        int longest = 0;
        int width = 0;
        boolean controls = false;
        for (int i = 0; i < length; i++) {
            byte b = text[i];
            width = b == '\n' ? 0 : width + 1;
            longest = Math.max(longest, width);
            foreign += b < 0 ? 1 : 0;
            controls |= isControl(b);
        }
        if (foreign * 6L > length) {
            return "base64";
        }
        boolean asIs = foreign == 0 && !controls && longest <= LONGEST_LINE && !original.contains("--=_");
        return asIs ? "7bit" : "quoted-printable";
    }

    private static boolean isControl(byte b) {
        return b == 0x7f || (b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n');
    }

    private void quote(ByteArrayOutputStream out) {
        int width = 0;
        for (int i = 0; i < length; i++) {
            int b = text[i];
            if (b == '\r') {
                out.writeBytes(CRLF);
                width = 0;
                i++;
                continue;
            }
            boolean lastOfLine = i + 1 == length || text[i + 1] == '\r';
            boolean plain = b > ' ' ? b != '=' && b != 0x7f : (b == ' ' || b == '\t') && !lastOfLine;
            int needed = plain ? 1 : 3;
            if (width + needed > QUOTED_LINE) {
                out.write('=');
                out.writeBytes(CRLF);
                width = 0;
            }
            if (plain) {
                out.write(b);
            } else {
                out.write('=');
                out.write(HEX[(b >> 4) & 0xf]);
                out.write(HEX[b & 0xf]);
            }
            width += needed;
        }
    }
}
