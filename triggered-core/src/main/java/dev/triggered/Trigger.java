package dev.triggered;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One occurrence of an event for one recipient, with its data and attachments. Immutable: each method returns a new trigger.
 *
 * <pre>{@code
 * Trigger.to("jane@example.com")
 *         .with("order", order)
 *         .attach(Attachment.of(invoicePdf))
 *         .id("order-4711");
 * }</pre>
 */
public final class Trigger {
    private static final int LONGEST_ID = 200;

    private final Recipient recipient;
    private final PlainData data;
    private final List<Attachment> attachments;
    private final Options options;

    private Trigger(Recipient recipient, PlainData data, List<Attachment> attachments, Options options) {
        this.recipient = recipient;
        this.data = data;
        this.attachments = attachments;
        this.options = options;
    }

    private Trigger(Recipient recipient) {
        this(recipient, PlainData.empty(), List.of(), new Options(null, Instant.MIN, Instant.MAX, null));
    }

    /**
     * Returns a trigger for an address.
     *
     * @param address the address alone; what is wrong with it is answered by the verdict, not here
     * @return the trigger
     */
    public static Trigger to(String address) {
        return new Trigger(new Recipient.ByAddress(address));
    }

    /**
     * Returns a trigger for a contact that the contact directory does not need to know.
     *
     * @param contact the contact
     * @return the trigger
     */
    public static Trigger to(Contact contact) {
        return new Trigger(new Recipient.Given(contact));
    }

    /**
     * Returns a trigger for a contact of the contact directory.
     *
     * @param key the key by which the directory knows the contact
     * @return the trigger
     */
    public static Trigger toContact(String key) {
        return new Trigger(new Recipient.ByKey(key));
    }

    /**
     * Returns this trigger with one value more, which a template finds as {@code event.} and the name.
     *
     * @param name its name, without dots
     * @param value text, a number, a date, a map, a list, a record or a bean: see {@link PlainData}
     * @return a new trigger
     * @throws InvalidDataException naming the path of what cannot be converted
     */
    public Trigger with(String name, Object value) {
        return new Trigger(recipient, data.with(name, value), attachments, options);
    }

    /**
     * Returns this trigger with all the values of a map, a record or a bean.
     *
     * @param values what becomes a map of names and values
     * @return a new trigger
     * @throws InvalidDataException naming the path of what cannot be converted
     */
    public Trigger withAll(Object values) {
        return new Trigger(recipient, data.with(PlainData.of(values)), attachments, options);
    }

    /**
     * Returns this trigger with one attachment more.
     *
     * @param attachment the attachment
     * @return a new trigger
     */
    public Trigger attach(Attachment attachment) {
        List<Attachment> next = new ArrayList<>(attachments);
        next.add(attachment);
        return new Trigger(recipient, data, List.copyOf(next), options);
    }

    /**
     * Returns this trigger with an id, which makes it idempotent per stream and recipient: the second one with the same id and
     * the same data is answered with {@link Verdict#DUPLICATE}, one with other data with {@link Verdict#ID_REUSED}. The order of
     * a map does not count, that of a list does: a {@code Set} without an order of its own may look like other data.
     *
     * @param id 1 to 200 characters, such as {@code order-4711}
     * @return a new trigger
     */
    public Trigger id(String id) {
        if (id.isBlank() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("a trigger id has 1 to " + LONGEST_ID + " characters: '"
                    + Text.excerpt(id, 40) + "' has " + id.length());
        }
        return with(new Options(id, options.notBefore, options.expiresAt, options.locale));
    }

    /**
     * Returns this trigger with a time before which it is not sent.
     *
     * @param time the time
     * @return a new trigger
     */
    public Trigger notBefore(Instant time) {
        return with(new Options(options.id, time, options.expiresAt, options.locale));
    }

    /**
     * Returns this trigger with a time from which it is not sent any more; the stream's own expiry holds too.
     *
     * @param time the time
     * @return a new trigger
     */
    public Trigger expiresAt(Instant time) {
        return with(new Options(options.id, options.notBefore, time, options.locale));
    }

    /**
     * Returns this trigger with a locale, which goes before the contact's.
     *
     * @param locale the locale
     * @return a new trigger
     */
    public Trigger locale(Locale locale) {
        return with(new Options(options.id, options.notBefore, options.expiresAt, locale));
    }

    /**
     * Returns who the trigger is for.
     *
     * @return the recipient
     */
    public Recipient recipient() {
        return recipient;
    }

    /**
     * Returns the data.
     *
     * @return plain values
     */
    public PlainData data() {
        return data;
    }

    /**
     * Returns the attachments.
     *
     * @return an unmodifiable list
     */
    public List<Attachment> attachments() {
        return attachments;
    }

    /**
     * Returns the id.
     *
     * @return the id, or empty where the trigger is not idempotent
     */
    public Optional<String> id() {
        return Optional.ofNullable(options.id);
    }

    /**
     * Returns the time before which it is not sent.
     *
     * @return {@link Instant#MIN} unless it was given
     */
    public Instant notBefore() {
        return options.notBefore;
    }

    /**
     * Returns the time from which it is not sent any more.
     *
     * @return {@link Instant#MAX} unless it was given
     */
    public Instant expiresAt() {
        return options.expiresAt;
    }

    /**
     * Returns the locale.
     *
     * @return the locale, or empty where the contact's decides
     */
    public Optional<Locale> locale() {
        return Optional.ofNullable(options.locale);
    }

    /** Shows the recipient, the names of the data and the number of attachments: the rest may be secret. */
    @Override
    public String toString() {
        return "Trigger[" + recipient.label() + ", " + data + ", " + attachments.size() + " attachments]";
    }

    private Trigger with(Options next) {
        return new Trigger(recipient, data, attachments, next);
    }

    private record Options(
            @Nullable String id,
            Instant notBefore,
            Instant expiresAt,
            @Nullable Locale locale) {}
}
