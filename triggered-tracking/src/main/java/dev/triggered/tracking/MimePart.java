package dev.triggered.tracking;

import java.util.ArrayList;
import java.util.List;

/**
 * A mail or a part of one (RFC 2046), read leniently and within bounds: what is nested too deep, or is too much, is left out.
 *
 * @param header its fields
 * @param type its content type
 * @param body what follows the header
 * @param parts the parts of a multipart in their order; none where its boundary is not found
 */
record MimePart(Header header, ContentType type, Octets body, List<MimePart> parts) {
    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 50;

    static MimePart read(Octets octets) {
        return read(octets, 0);
    }

    private static MimePart read(Octets octets, int depth) {
        Header header = Header.read(octets);
        ContentType type = ContentType.of(header.first("Content-Type"));
        Octets body = octets.part(header.end(), octets.to());
        List<MimePart> parts = type.isMultipart() && depth < DEEPEST ? split(body, type.boundary(), depth) : List.of();
        return new MimePart(header, type, body, parts);
    }

    private static List<MimePart> split(Octets body, String boundary, int depth) {
        List<MimePart> parts = boundary.isEmpty() ? List.of() : splitBy(body, boundary, depth);
        String other = parts.isEmpty() ? likelyBoundary(body) : "";
        return other.isEmpty() ? parts : splitBy(body, other, depth);
    }

    /** Returns what separates the parts where the header names something else: a line of hyphens and more before a field. */
    private static String likelyBoundary(Octets body) {
        int line = body.from();
        while (line < body.to()) {
            int end = body.endOfLine(line);
            int next = body.nextLine(end);
            boolean hyphens = end - line > 4 && body.bytes()[line] == '-' && body.bytes()[line + 1] == '-';
            if (hyphens && body.latin1(next, Math.min(body.to(), next + 8)).equalsIgnoreCase("content-")) {
                return body.latin1(line + 2, end).strip();
            }
            line = next;
        }
        return "";
    }

    private static List<MimePart> splitBy(Octets body, String boundary, int depth) {
        List<MimePart> parts = new ArrayList<>();
        int begin = -1;
        int line = body.from();
        while (line < body.to() && parts.size() < MOST_PARTS) {
            int end = body.endOfLine(line);
            if (isBoundary(body, line, end, boundary)) {
                if (begin >= 0) {
                    parts.add(read(body.part(begin, line), depth + 1));
                }
                begin = isLast(body, line, end, boundary) ? -1 : body.nextLine(end);
            }
            line = body.nextLine(end);
        }
        if (begin >= 0 && parts.size() < MOST_PARTS) {
            parts.add(read(body.part(begin, body.to()), depth + 1));
        }
        return parts;
    }

    private static boolean isBoundary(Octets body, int line, int end, String boundary) {
        byte[] bytes = body.bytes();
        if (end - line < boundary.length() + 2 || bytes[line] != '-' || bytes[line + 1] != '-') {
            return false;
        }
        for (int i = 0; i < boundary.length(); i++) {
            if ((bytes[line + 2 + i] & 0xff) != boundary.charAt(i)) {
                return false;
            }
        }
        return isRest(body.latin1(line + 2 + boundary.length(), end));
    }

    private static boolean isRest(String rest) {
        return rest.isBlank() || rest.startsWith("--");
    }

    private static boolean isLast(Octets body, int line, int end, String boundary) {
        return !body.latin1(line + 2 + boundary.length(), end).isBlank();
    }

    /** Returns the body as text, without its transfer encoding, at most so many octets of it. */
    String text(int most) {
        return withPlainLineEnds(Charsets.decode(decoded(most), type.charset()));
    }

    /** One LF for each line end, whichever it was. */
    private static String withPlainLineEnds(String text) {
        if (text.indexOf('\r') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int returns = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                returns++;
                continue;
            }
            plain.append("\n".repeat(c == '\n' ? 0 : returns)).append(c);
            returns = 0;
        }
        return plain.append("\n".repeat(returns)).toString();
    }

    /** Returns the body without its transfer encoding. */
    Octets decoded(int most) {
        return TransferDecoder.decode(body, header.first("Content-Transfer-Encoding"), most);
    }
}
