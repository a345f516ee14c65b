package dev.triggered.testkit;

import java.nio.charset.Charset;

/** A file that came with a {@link CapturedMail}, decoded. Immutable. */
public final class CapturedAttachment {
    private final String name;
    private final String type;
    private final String contentId;
    private final byte[] bytes;
    private final Charset charset;

    CapturedAttachment(String name, String type, String contentId, byte[] bytes, Charset charset) {
        this.name = name;
        this.type = type;
        this.contentId = contentId;
        this.bytes = bytes;
        this.charset = charset;
    }

    /**
     * Returns the file name.
     *
     * @return the name; empty where the part has none
     */
    public String name() {
        return name;
    }

    /**
     * Returns the content type.
     *
     * @return such as {@code application/pdf}, in lower case and without parameters
     */
    public String type() {
        return type;
    }

    /**
     * Returns the content id, by which the HTML shows an inline part (RFC 2392).
     *
     * @return the id without angle brackets; empty where the part has none
     */
    public String contentId() {
        return contentId;
    }

    /**
     * Returns the content.
     *
     * @return the decoded bytes, in an array of the caller's own
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * Returns how many bytes the content has.
     *
     * @return the size after decoding
     */
    public int size() {
        return bytes.length;
    }

    /**
     * Returns the content as text.
     *
     * @return the bytes, read in the charset that the content type names, or else in UTF-8
     */
    public String text() {
        return new String(bytes, charset);
    }

    /** Shows the name, the type and the size, not the content. */
    @Override
    public String toString() {
        return name + " (" + type + ", " + bytes.length + " bytes)";
    }
}
