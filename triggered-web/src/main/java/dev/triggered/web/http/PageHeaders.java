package dev.triggered.web.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** The header fields that every reply but those of tracking has: nothing is framed, sniffed, cached, or told to other sites. */
final class PageHeaders {
    /** For what is no page: nothing is loaded, and nothing runs. */
    private static final String NO_PAGE =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /** For pages: all comes from this server, and nothing stands in the page itself. */
    static final String PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
                    + " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final Map<String, String> FIELDS = fields();

    private PageHeaders() {}

    static Reply on(Reply reply) {
        Reply next = reply;
        for (Map.Entry<String, String> field : FIELDS.entrySet()) {
            next = next.orHeader(field.getKey(), field.getValue());
        }
        return next;
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Cache-Control", "no-store");
        fields.put("Content-Security-Policy", NO_PAGE);
        fields.put("Cross-Origin-Opener-Policy", "same-origin");
        fields.put("Cross-Origin-Resource-Policy", "same-origin");
        fields.put("Referrer-Policy", "no-referrer");
        fields.put("X-Content-Type-Options", "nosniff");
        fields.put("X-Frame-Options", "DENY");
        return fields;
    }
}
