package dev.triggered;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A file that goes with a mail. Immutable; its content is opened when the mail is sent, each time that it is sent, and is
 * streamed, not held. Two are equal if all that is known of them is, and their content: the bytes of one from memory, and the
 * opener of any other.
 *
 * <p>The content type is guessed from the name unless {@link #type} gives it; {@code application/octet-stream} if nothing fits.
 */
public final class Attachment {
    private static final int LONGEST_NAME = 200;
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}"
            + "(; *[A-Za-z0-9-]+=(\"[A-Za-z0-9 ._/-]*\"|[A-Za-z0-9._/-]+))*");
    private static final int LONGEST_TYPE = 200;
    /** Control characters, slashes, half pairs, and what turns the direction of writing round, so that exe.pdf ends in exe. */
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cc}\\p{Cs}/\\\\\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._@+=$~!-]{1,200}");

    private final String name;
    private final String type;
    private final String contentId;
    private final Content content;
    private final long size;

    private Attachment(String name, String type, String contentId, Content content, long size) {
        this.name = name;
        this.type = type;
        this.contentId = contentId;
        this.content = content;
        this.size = size;
    }

    private Attachment(String name, Content content, long size) {
        this(requireName(name), guessType(name), "", content, size);
    }

    /**
     * Returns an attachment from memory.
     *
     * @param name the file name that the reader sees
     * @param bytes the content; copied
     * @return the attachment
     */
    public static Attachment of(String name, byte[] bytes) {
        return new Attachment(name, new Held(bytes.clone()), bytes.length);
    }

    /**
     * Returns an attachment from a file, under its own name. The file must stay until the mail is sent.
     *
     * @param file a readable file
     * @return the attachment
     * @throws InvalidDataException if the file cannot be read now
     */
    public static Attachment of(Path file) {
        Path fileName = file.getFileName();
        if (fileName == null || !Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new InvalidDataException("the attachment " + file + " is not a readable file");
        }
        try {
            return new Attachment(fileName.toString(), () -> Files.newInputStream(file), Files.size(file));
        } catch (IOException e) {
            throw new InvalidDataException("the attachment " + file + " cannot be read", e);
        }
    }

    /**
     * Returns an attachment from the class path, under the last part of its path as its name.
     *
     * @param anchor the class whose loader finds it
     * @param resource its path, as {@link Class#getResource} takes it
     * @return the attachment
     * @throws InvalidDataException if there is no such resource
     */
    public static Attachment onClasspath(Class<?> anchor, String resource) {
        URL url = anchor.getResource(resource);
        if (url == null) {
            throw new InvalidDataException("no resource '" + resource + "' beside " + anchor.getName()
                    + ": a path from the root begins with a slash");
        }
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        return new Attachment(name, url::openStream, -1);
    }

    /**
     * Returns an attachment whose content is asked for when the mail is sent. Its size counts then: a mail that turns out to be
     * too large fails.
     *
     * @param name the file name that the reader sees
     * @param content opens the content; called for each attempt to send, on a thread of the lane
     * @return the attachment
     */
    public static Attachment lazily(String name, Content content) {
        return new Attachment(name, content, -1);
    }

    /**
     * Returns this attachment with its size, where that is known before the content is opened.
     *
     * @param bytes the size, not negative
     * @return a new attachment
     */
    public Attachment size(long bytes) {
        if (bytes < 0) {
            throw new InvalidDataException("the size of an attachment is not negative: " + bytes);
        }
        return new Attachment(name, type, contentId, content, bytes);
    }

    /**
     * Returns this attachment with a content type.
     *
     * @param type such as {@code application/pdf} or {@code text/csv; charset=utf-8} (RFC 2045, section 5.1); not multipart
     * @return a new attachment
     * @throws InvalidDataException if it is no content type of a single part
     */
    public Attachment type(String type) {
        if (type.length() > LONGEST_TYPE
                || !TYPE.matcher(type).matches()
                || type.toLowerCase(Locale.ROOT).startsWith("multipart/")) {
            throw new InvalidDataException("not a content type of a single part, such as application/pdf, of at most "
                    + LONGEST_TYPE + " characters: '" + Text.excerpt(type, 80) + "'");
        }
        return new Attachment(name, type, contentId, content, size);
    }

    /**
     * Returns this attachment as an inline part, which the HTML shows by {@code <img src="cid:logo">} (RFC 2392).
     *
     * @param contentId the content id, without angle brackets: letters, digits and {@code . _ - @ + = $ ~ !}
     * @return a new attachment
     */
    public Attachment inline(String contentId) {
        if (!CONTENT_ID.matcher(contentId).matches()) {
            throw new InvalidDataException("a content id has 1 to 200 letters, digits, . _ - @ + = $ ~ !: '"
                    + Text.excerpt(contentId, 80) + "'");
        }
        return new Attachment(name, type, contentId, content, size);
    }

    /**
     * Returns the file name that the reader sees.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the content type.
     *
     * @return such as {@code application/pdf}
     */
    public String type() {
        return type;
    }

    /**
     * Returns the content id of an inline part.
     *
     * @return the id without angle brackets; empty for an attachment that is not inline
     */
    public String contentId() {
        return contentId;
    }

    /**
     * Returns the size, where it is known before the content is opened.
     *
     * @return the size in bytes, or empty
     */
    public OptionalLong size() {
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * Returns how much memory the content takes while the mail waits.
     *
     * @return the size of an attachment from memory, 0 for one that is opened when the mail is sent
     */
    public long heldBytes() {
        return content instanceof Held held ? held.bytes.length : 0;
    }

    /** Returns this attachment with its content in memory. */
    Attachment held() {
        if (content instanceof Held) {
            return this;
        }
        try (InputStream in = open()) {
            byte[] bytes = in.readAllBytes();
            return new Attachment(name, type, contentId, new Held(bytes), bytes.length);
        } catch (IOException e) {
            throw new InvalidDataException("the attachment " + name + " cannot be read", e);
        }
    }

    /**
     * Opens the content.
     *
     * @return a new stream, which the caller closes
     * @throws IOException if it cannot be read
     */
    public InputStream open() throws IOException {
        return content.open();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attachment that
                && name.equals(that.name)
                && type.equals(that.type)
                && contentId.equals(that.contentId)
                && size == that.size
                && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, type, contentId, size);
    }

    /** Shows the name, the type and the size, not the content. */
    @Override
    public String toString() {
        return "Attachment[" + name + ", " + type + (size < 0 ? "" : ", " + size + " bytes") + "]";
    }

    private static String requireName(String name) {
        boolean unsafe = name.isBlank()
                || name.length() > LONGEST_NAME
                || name.equals(".")
                || name.equals("..")
                || UNSAFE.matcher(name).find();
        if (unsafe) {
            throw new InvalidDataException("the name of an attachment has 1 to " + LONGEST_NAME
                    + " characters, none of them a control character, a mark of direction or a slash: '"
                    + Text.excerpt(UNSAFE.matcher(name).replaceAll(" "), 80) + "'");
        }
        return name;
    }

    private static String guessType(String name) {
        String guess = URLConnection.guessContentTypeFromName(
                name.toLowerCase(Locale.ROOT).replace('#', '_'));
        return guess == null || !TYPE.matcher(guess).matches() ? "application/octet-stream" : guess;
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its elements
    private record Held(byte[] bytes) implements Content {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Held that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return bytes.length;
        }
    }

    /** Opens the content of an attachment, as often as it is asked. */
    @FunctionalInterface
    public interface Content {
        /**
         * Opens the content.
         *
         * @return a new stream from its beginning, which the caller closes
         * @throws IOException if it cannot be read
         */
        InputStream open() throws IOException;
    }
}
