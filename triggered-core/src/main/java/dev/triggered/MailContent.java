package dev.triggered;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the mails of a stream are made from, where the stream carries that itself instead of naming a template of the engine:
 * the sources of the parts, and the files that go with each mail. Immutable; two are equal if their parts and files are.
 *
 * <p>A part has a key: {@code subject}, {@code html} or {@code text}, with a locale behind it for a variant ({@code html_de},
 * {@code subject_de_AT}, {@code text_zh_Hant}). There is a subject without a locale, and an HTML part, a text part or both
 * without one. Sources are in the syntax of the template engine, and may use its layouts and partials.
 */
public final class MailContent {
    private static final String SUBJECT = "subject";
    private static final String HTML = "html";
    private static final String TEXT = "text";
    private static final Pattern KEY =
            Pattern.compile("(subject|html|text)(_[a-z]{2,3}(_[A-Z][a-z]{3})?(_([A-Z]{2}|[0-9]{3}))?)?");

    private final Map<String, String> parts;
    private final List<Attachment> files;

    private MailContent(Map<String, String> parts, List<Attachment> files) {
        this.parts = Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(parts)));
        this.files = files.stream().map(Attachment::held).toList();
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
    }

    /**
     * Begins a content.
     *
     * @param subject the source of the subject
     * @return what needs a body to become a content
     */
    public static Subject of(String subject) {
        return new Subject(subject);
    }

    /**
     * Returns a content of parts and files.
     *
     * @param parts the sources by their keys
     * @param files the files, as {@link #file} takes them
     * @return the content
     * @throws TemplateException naming all that is missing or wrong at once
     * @throws InvalidDataException if a file cannot be read
     */
    public static MailContent of(Map<String, String> parts, List<Attachment> files) {
        return new MailContent(parts, files);
    }

    /**
     * Says whether a text is the key of a part.
     *
     * @param key such as {@code html_de}
     * @return whether it is
     */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    /**
     * Returns this content with a part, which replaces the one of that key.
     *
     * @param key such as {@code html_de}
     * @param source the source
     * @return a new content
     * @throws TemplateException if that is not the key of a part
     */
    public MailContent part(String key, String source) {
        Map<String, String> next = new TreeMap<>(parts);
        next.put(key, source);
        return new MailContent(next, files);
    }

    /**
     * Returns this content with another subject.
     *
     * @param source the source
     * @return a new content
     */
    public MailContent subject(String source) {
        return part(SUBJECT, source);
    }

    /**
     * Returns this content with an HTML part.
     *
     * @param source the source
     * @return a new content
     */
    public MailContent html(String source) {
        return part(HTML, source);
    }

    /**
     * Returns this content with a text part. Without one, the engine makes the text from the HTML.
     *
     * @param source the source
     * @return a new content
     */
    public MailContent text(String source) {
        return part(TEXT, source);
    }

    /**
     * Returns this content with a file that goes with each mail: one with a content id is shown by the HTML
     * ({@code <img src="cid:logo">}), any other is an attachment. It is read now, and held in memory.
     *
     * @param file the file; no other one of the content has its content id
     * @return a new content
     * @throws TemplateException if another file has its content id
     * @throws InvalidDataException if it cannot be read
     */
    public MailContent file(Attachment file) {
        List<Attachment> next = new ArrayList<>(files);
        next.add(file);
        return new MailContent(parts, next);
    }

    /**
     * Returns the sources of the parts.
     *
     * @return the sources by their keys, in the order of the keys; unmodifiable
     */
    public Map<String, String> parts() {
        return parts;
    }

    /**
     * Returns the files.
     *
     * @return the files in the order in which they were added, all held in memory; unmodifiable
     */
    public List<Attachment> files() {
        return files;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailContent that && parts.equals(that.parts) && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return 31 * parts.hashCode() + files.hashCode();
    }

    /** Shows the keys and the files, not what stands in them. */
    @Override
    public String toString() {
        return "MailContent[" + String.join(", ", parts.keySet()) + ", files " + files + "]";
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        parts.keySet().stream()
                .filter(key -> !isKey(key))
                .forEach(key ->
                        faults.add("'" + Text.excerpt(key, 40) + "' is no part of a mail: a part is subject, html or"
                                + " text, with a locale such as _de, _de_AT or _zh_Hant_TW behind it or none"));
        if (!parts.containsKey(SUBJECT)) {
            faults.add("the content has no subject: give it one, without a locale");
        }
        if (!parts.containsKey(HTML) && !parts.containsKey(TEXT)) {
            faults.add("the content has neither html nor text: give it one of them at least, without a locale");
        }
        Set<String> contentIds = new HashSet<>();
        files.stream()
                .map(Attachment::contentId)
                .filter(id -> !id.isEmpty() && !contentIds.add(id))
                .forEach(id -> faults.add("two files have the content id '" + id + "': one shows one file"));
        return faults;
    }

    /** The subject of a content that has no body yet. Immutable. */
    public static final class Subject {
        private final String source;

        private Subject(String source) {
            this.source = source;
        }

        /**
         * Adds an HTML part.
         *
         * @param html its source
         * @return the content
         */
        public MailContent html(String html) {
            return new MailContent(Map.of(SUBJECT, source, HTML, html), List.of());
        }

        /**
         * Adds a text part.
         *
         * @param text its source
         * @return the content
         */
        public MailContent text(String text) {
            return new MailContent(Map.of(SUBJECT, source, TEXT, text), List.of());
        }
    }
}
