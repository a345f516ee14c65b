package dev.triggered.tracking;

import java.util.Arrays;
import java.util.Locale;

/** Undoes base64 and quoted-printable (RFC 2045, section 6), leniently: what does not belong there is passed over. */
final class TransferDecoder {
    private static final byte[] BASE64 = base64();

    private TransferDecoder() {}

    /** Returns the octets without the encoding, at most so many; those of another encoding as they are. */
    static Octets decode(Octets body, String encoding, int most) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> fromBase64(body, most);
            case "quoted-printable" -> fromQuotedPrintable(body, most);
            default -> body.part(body.from(), body.from() + Math.min(body.length(), most));
        };
    }

    static Octets fromBase64(Octets body, int most) {
        byte[] out = new byte[Math.min(most, body.length() / 4 * 3 + 3)];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = body.from(); i < body.to() && length < out.length; i++) {
            int value = BASE64[body.bytes()[i] & 0xff];
            if (value >= 0) {
                bits = (bits << 6) | value;
                held += 6;
                if (held >= 8) {
                    held -= 8;
                    out[length++] = (byte) (bits >> held);
                }
            }
        }
        return new Octets(out, 0, length);
    }

    static Octets fromQuotedPrintable(Octets body, int most) {
        byte[] in = body.bytes();
        byte[] out = new byte[Math.min(most, body.length())];
        int length = 0;
        int i = body.from();
        while (i < body.to() && length < out.length) {
            if (in[i] != '=') {
                out[length++] = in[i++];
                continue;
            }
            int high = i + 2 < body.to() ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < body.to() ? Character.digit(in[i + 2], 16) : -1;
            if (high >= 0 && low >= 0) {
                out[length++] = (byte) ((high << 4) | low);
                i += 3;
                continue;
            }
            int lineEnd = softBreak(body, i + 1);
            if (lineEnd < 0) {
                out[length++] = in[i++];
            } else {
                i = lineEnd;
            }
        }
        return new Octets(out, 0, length);
    }

    /** Returns where the next line begins if nothing but space stands between here and it, else -1. */
    private static int softBreak(Octets body, int from) {
        int i = from;
        while (i < body.to() && (body.bytes()[i] == ' ' || body.bytes()[i] == '\t')) {
            i++;
        }
        boolean atEnd = i >= body.to() || body.bytes()[i] == '\r' || body.bytes()[i] == '\n';
        return atEnd ? body.nextLine(i) : -1;
    }

    private static byte[] base64() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        return values;
    }
}
