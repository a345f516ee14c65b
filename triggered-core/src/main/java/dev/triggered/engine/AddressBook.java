package dev.triggered.engine;

import dev.triggered.Contact;
import dev.triggered.EmailAddress;
import dev.triggered.InvalidAddressException;
import dev.triggered.MailStream;
import dev.triggered.Recipient;
import dev.triggered.Trigger;
import dev.triggered.Verdict;
import dev.triggered.spi.ContactDirectory;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds out who a trigger is for. A broadcast stream takes the trigger's word; any other asks the contact directory, but never
 * for what is no address.
 */
final class AddressBook {
    private final ContactDirectory directory;
    private final Locale standardLocale;

    AddressBook(ContactDirectory directory, Locale standardLocale) {
        this.directory = directory;
        this.standardLocale = standardLocale;
    }

    /** Returns whom a stream would write to, and throws what keeps it from writing. */
    Addressee resolve(MailStream stream, Trigger trigger) throws Unreachable {
        return resolve(trigger, contactOf(trigger.recipient(), stream.isBroadcast()));
    }

    /** Returns whom a program would enrol, and throws what keeps it from that. */
    Addressee resolve(Trigger trigger) throws Unreachable {
        return resolve(trigger, contact(trigger.recipient()));
    }

    /** Returns the contact as it is now, and throws that there is none. */
    Contact contact(Recipient recipient) throws Unreachable {
        return contactOf(recipient, false);
    }

    private Addressee resolve(Trigger trigger, Contact contact) throws Unreachable {
        Locale locale = trigger.locale().or(contact::locale).orElse(standardLocale);
        return new Addressee(contact, parse(contact.address()), locale);
    }

    private static EmailAddress parse(String address) throws Unreachable {
        try {
            return EmailAddress.parse(address);
        } catch (InvalidAddressException e) {
            throw new Unreachable(Verdict.INVALID_ADDRESS, String.valueOf(e.getMessage()));
        }
    }

    private Contact contactOf(Recipient recipient, boolean broadcast) throws Unreachable {
        if (recipient instanceof Recipient.Given given) {
            return given.contact();
        }
        if (recipient instanceof Recipient.ByAddress by) {
            EmailAddress unused = parse(by.address());
            Optional<Contact> known = broadcast ? Optional.empty() : directory.byAddress(by.address());
            return known.orElseGet(() -> Contact.of(by.address()));
        }
        if (broadcast) {
            throw new Unreachable(
                    Verdict.UNKNOWN_CONTACT, "a broadcast stream asks for no contact: trigger with an address");
        }
        return directory
                .byKey(((Recipient.ByKey) recipient).key())
                .orElseThrow(() ->
                        new Unreachable(Verdict.UNKNOWN_CONTACT, "the contact directory knows no contact by this key"));
    }

    /** Says that nobody can be written to, by which verdict, and why. Never leaves the gate. */
    static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        private final Verdict verdict;

        Unreachable(Verdict verdict, String reason) {
            super(reason, null, false, false);
            this.verdict = verdict;
        }

        Verdict verdict() {
            return verdict;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
