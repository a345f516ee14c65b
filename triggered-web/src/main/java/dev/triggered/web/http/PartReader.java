package dev.triggered.web.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parts of a form (RFC 7578), one behind the other. Not thread-safe. */
public final class PartReader {
    private static final int LONGEST_LINE = 4_096;
    private static final int MOST_FIELDS = 10;
    private static final Pattern BOUNDARY = Pattern.compile(
            ";\\s*boundary=(?:\"([^\"\\r\\n]{1,70})\"|([A-Za-z0-9'()+_,./:=?-]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile(";\\s*name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern FILE_NAME = Pattern.compile(";\\s*filename=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

    private final InputStream in;
    private final byte[] delimiter;
    private boolean begun;

    private PartReader(InputStream in, String boundary) {
        this.in = new BufferedInputStream(in);
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Begins to read.
     *
     * @param contentType the value of {@code Content-Type}, with its boundary
     * @param in the content
     * @return the reader
     * @throws ProblemException if there is no boundary
     */
    public static PartReader of(String contentType, InputStream in) {
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            throw new ProblemException(400, "the Content-Type of a form has a boundary");
        }
        return new PartReader(in, boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
    }

    /**
     * Reads the next part.
     *
     * @return the part, empty behind the last one
     * @throws IOException if the content does not come
     * @throws ProblemException if it is no form
     */
    public Optional<Part> next() throws IOException {
        if (!begun) {
            begun = true;
            if (!readLine().equals(new String(delimiter, 2, delimiter.length - 2, StandardCharsets.ISO_8859_1))) {
                throw broken();
            }
        } else {
            String rest = readLine();
            if (rest.startsWith("--")) {
                return Optional.empty();
            }
            if (!rest.isBlank()) {
                throw broken();
            }
        }
        return Optional.of(part());
    }

    private Part part() throws IOException {
        String disposition = "";
        String type = "";
        String line = readLine();
        for (int i = 0; !line.isEmpty(); i++) {
            int colon = line.indexOf(':');
            if (colon < 0 || i >= MOST_FIELDS) {
                throw broken();
            }
            String field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            disposition = field.equals("content-disposition") ? line : disposition;
            type = field.equals("content-type") ? line.substring(colon + 1).strip() : type;
            line = readLine();
        }
        return new Part(value(NAME, disposition), value(FILE_NAME, disposition), type, content());
    }

    /** The delimiter begins with the only CR that it has, so that what breaks it off may only begin it anew. */
    private byte[] content() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < delimiter.length) {
            int octet = in.read();
            if (octet < 0) {
                throw broken();
            }
            if (octet == delimiter[matched]) {
                matched++;
                continue;
            }
            content.write(delimiter, 0, matched);
            matched = octet == '\r' ? 1 : 0;
            if (matched == 0) {
                content.write(octet);
            }
        }
        return content.toByteArray();
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = in.read();
        while (octet >= 0 && octet != '\n') {
            if (line.size() > LONGEST_LINE) {
                throw broken();
            }
            line.write(octet);
            octet = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String value(Pattern pattern, String disposition) {
        Matcher value = pattern.matcher(disposition);
        return value.find() ? value.group(1) : "";
    }

    private static ProblemException broken() {
        return new ProblemException(400, "the content is no form with parts, or breaks off");
    }

    /**
     * A part.
     *
     * @param name the name of its field
     * @param fileName the name of its file, as it came; empty where it is none
     * @param type its media type, empty where none was named
     * @param content its content
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    public record Part(String name, String fileName, String type, byte[] content) {
        @Override
        public String toString() {
            return "Part[" + content.length + " bytes]";
        }
    }
}
