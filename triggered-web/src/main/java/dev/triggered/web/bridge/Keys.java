package dev.triggered.web.bridge;

import dev.triggered.Contact;
import dev.triggered.Trigger;
import dev.triggered.web.ContactLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields by which contacts are known. Thread-safe, as far as what finds them is. */
final class Keys {
    private static final Set<String> ADDRESS = Set.of("3", "email");
    private static final String DIRECTORY = "id";

    private final Map<String, ContactLookup> lookups;

    Keys(Map<String, ContactLookup> lookups) {
        this.lookups = Map.copyOf(lookups);
    }

    /** Returns the field that a document names. */
    String of(Document document) {
        String key = document.text("key_id").orElse("");
        if (!lookups.containsKey(key) && !ADDRESS.contains(key) && !DIRECTORY.equals(key)) {
            throw new Refusal(ReplyCode.KEY_FIELD, "no contact is known by the field '" + shown(key) + "'");
        }
        return key;
    }

    /** Returns a trigger for the one contact whose field has a value. */
    Trigger to(String key, Optional<String> value) {
        String wanted = value.orElseThrow(
                () -> new Refusal(ReplyCode.KEY_VALUE, "external_id has no value for the field '" + shown(key) + "'"));
        ContactLookup lookup = lookups.get(key);
        if (lookup == null) {
            return DIRECTORY.equals(key) ? Trigger.toContact(wanted) : Trigger.to(wanted);
        }
        List<Contact> found = lookup.find(wanted);
        String who = shown(key) + " - " + shown(wanted);
        if (found.isEmpty()) {
            throw new Refusal(ReplyCode.NO_CONTACT, "there is no contact with " + who);
        }
        if (found.size() > 1) {
            throw new Refusal(ReplyCode.MORE_CONTACTS, "there is more than one contact with " + who);
        }
        return Trigger.to(found.get(0));
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) : text;
    }
}
