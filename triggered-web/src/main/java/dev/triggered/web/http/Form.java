package dev.triggered.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a form of a page was sent with.
 *
 * @param fields the values by name
 * @param file the content of its field {@code file}; empty where it has none, or none was chosen
 */
@SuppressWarnings("ArrayRecordComponent") // read once
record Form(Map<String, String> fields, byte[] file) {
    static final Form NONE = new Form(Map.of(), new byte[0]);
    private static final String FILE = "file";

    /** Reads a form without a file. */
    static Form read(InputStream body) throws IOException {
        String text = new String(body.readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Form(
                PathText.parameters(text).orElseThrow(() -> new ProblemException(400, "the form does not decode")),
                NONE.file);
    }

    /** Reads a form with a file (RFC 7578). */
    static Form readParts(String contentType, InputStream body) throws IOException {
        PartReader parts = PartReader.of(contentType, body);
        Map<String, String> fields = new LinkedHashMap<>();
        byte[] file = NONE.file;
        Optional<PartReader.Part> next = parts.next();
        while (next.isPresent()) {
            PartReader.Part part = next.get();
            if (part.name().equals(FILE)) {
                file = part.content();
            } else {
                fields.putIfAbsent(part.name(), new String(part.content(), StandardCharsets.UTF_8));
            }
            next = parts.next();
        }
        return new Form(fields, file);
    }

    @Override
    public String toString() {
        return "Form[" + fields.size() + " fields, " + file.length + " bytes]";
    }
}
