package dev.triggered.engine;

import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.PlainData;
import dev.triggered.spi.QueuedMessage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A contact that mail can be sent to, with the locale to write in. */
record Addressee(Contact contact, EmailAddress address, Locale locale) {
    static Addressee of(QueuedMessage message) {
        return new Addressee(
                message.content().contact(),
                message.info().recipient(),
                message.content().locale());
    }

    /** Returns what a template renders from: the data below {@code event}, the fields of the contact below {@code contact}. */
    Map<String, Object> model(PlainData data) {
        Map<String, Object> fields = new LinkedHashMap<>(contact.fields().asMap());
        fields.put("address", address.toString());
        fields.put("locale", locale.toLanguageTag());
        if (!contact.name().isEmpty()) {
            fields.put("name", contact.name());
        }
        return Map.of("event", data.asMap(), "contact", fields);
    }
}
