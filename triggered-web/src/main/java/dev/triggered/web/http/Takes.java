package dev.triggered.web.http;

import java.util.Set;

/** What content a route takes. */
public enum Takes {
    /** None: the request is one that changes nothing, or a {@code DELETE}. */
    NOTHING,

    /** A JSON document, of the length of {@link dev.triggered.web.WebLimits#bodyBytes()}. */
    JSON,

    /** A JSON document, or one with files behind it in a form (RFC 7578). */
    JSON_OR_PARTS,

    /**
     * A JSON document, whatever its type is called, or none: for routes whose callers prove who they are in each request, which no browser
     * does by itself.
     */
    LOOSE_JSON,

    /** A file of comma-separated values, of the length of {@link dev.triggered.web.WebLimits#fileBytes()}. */
    CSV,

    /** A mail (RFC 5322), of the length of {@link dev.triggered.web.WebLimits#bodyBytes()}. */
    MAIL,

    /** A campaign: a mail, HTML, or an archive of it, of the length of {@link dev.triggered.web.WebLimits#bodyBytes()}. */
    CAMPAIGN,

    /** The fields of a page's form, with its token. */
    FORM,

    /** The fields of a page's form, with its token and a file, of the length of {@link dev.triggered.web.WebLimits#bodyBytes()}. */
    UPLOAD;

    /** The media type of a form with files. */
    public static final String PARTS = "multipart/form-data";

    /**
     * Returns the media types.
     *
     * @return the types, none where it does not matter
     */
    public Set<String> types() {
        return switch (this) {
            case NOTHING, LOOSE_JSON -> Set.of();
            case JSON -> Set.of("application/json");
            case JSON_OR_PARTS -> Set.of("application/json", PARTS);
            case CSV -> Set.of("text/csv");
            case MAIL -> Set.of("message/rfc822");
            case CAMPAIGN -> Set.of("message/rfc822", "text/html", "application/zip");
            case UPLOAD -> Set.of(PARTS);
            case FORM -> Set.of("application/x-www-form-urlencoded");
        };
    }

    /**
     * Says whether the content is a file, of which nothing is said but its type.
     *
     * @return whether it is
     */
    public boolean isFile() {
        return this == CSV || this == MAIL || this == CAMPAIGN;
    }
}
