package dev.triggered;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is written to: an address, a locale, fields to personalise from, and whether marketing was agreed to. It comes from the
 * host's own store through a contact directory, or only from the trigger (a <i>virtual contact</i>). Immutable.
 *
 * <p>The address is kept as it was given; whether mail can be sent to it is for the gate to say.
 */
public final class Contact {
    private final String address;
    private final String name;
    private final PlainData fields;
    private final MarketingOptIn marketingOptIn;
    private final @Nullable Locale locale;

    private Contact(
            String address, String name, PlainData fields, MarketingOptIn marketingOptIn, @Nullable Locale locale) {
        this.address = address;
        this.name = name;
        this.fields = fields;
        this.marketingOptIn = marketingOptIn;
        this.locale = locale;
    }

    /**
     * Returns a contact of whom only the address is known.
     *
     * @param address the address, such as {@code jane@example.com}
     * @return the contact
     */
    public static Contact of(String address) {
        return new Contact(address, "", PlainData.empty(), MarketingOptIn.UNKNOWN, null);
    }

    /**
     * Returns this contact with a display name, which stands beside the address in the {@code To} header.
     *
     * @param name the name; put on one line
     * @return a new contact
     */
    public Contact name(String name) {
        return new Contact(address, Text.excerpt(name, 200), fields, marketingOptIn, locale);
    }

    /**
     * Returns this contact with the locale in which it is written to.
     *
     * @param locale the locale
     * @return a new contact
     */
    public Contact locale(Locale locale) {
        return new Contact(address, name, fields, marketingOptIn, locale);
    }

    /**
     * Returns this contact with one field more, which a template finds as {@code contact.} and the name.
     *
     * @param field its name, without dots
     * @param value its value
     * @return a new contact
     * @throws InvalidDataException if the value cannot be turned into plain values
     */
    public Contact with(String field, Object value) {
        return new Contact(address, name, fields.with(field, value), marketingOptIn, locale);
    }

    /**
     * Returns this contact with its answer to marketing.
     *
     * @param optIn whether it agreed
     * @return a new contact
     */
    public Contact marketingOptIn(MarketingOptIn optIn) {
        return new Contact(address, name, fields, optIn, locale);
    }

    /**
     * Returns the address as it was given.
     *
     * @return the address; not necessarily one that mail can be sent to
     */
    public String address() {
        return address;
    }

    /**
     * Returns the display name.
     *
     * @return one line; empty where there is none
     */
    public String name() {
        return name;
    }

    /**
     * Returns the fields.
     *
     * @return plain values
     */
    public PlainData fields() {
        return fields;
    }

    /**
     * Returns the answer to marketing.
     *
     * @return {@link MarketingOptIn#UNKNOWN} unless it was given
     */
    public MarketingOptIn marketingOptIn() {
        return marketingOptIn;
    }

    /**
     * Returns the locale in which the contact is written to.
     *
     * @return the locale, or empty where none was given
     */
    public Optional<Locale> locale() {
        return Optional.ofNullable(locale);
    }

    /** Shows the address only: the fields may be secret. */
    @Override
    public String toString() {
        return "Contact[" + Text.excerpt(address, 80) + "]";
    }
}
