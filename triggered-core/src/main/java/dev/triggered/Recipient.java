package dev.triggered;

/** Who a trigger is for. */
public sealed interface Recipient {
    /**
     * Returns what names the recipient in an answer.
     *
     * @return the address or the key, on one line
     */
    String label();

    /**
     * An address. The contact directory is asked for its contact; where it knows none, or where there is no directory, the
     * address is a virtual contact.
     *
     * @param address the address as it was given
     */
    record ByAddress(String address) implements Recipient {
        @Override
        public String label() {
            return Text.excerpt(address, 80);
        }
    }

    /**
     * A key of the host's, which the contact directory must know.
     *
     * @param key the key
     */
    record ByKey(String key) implements Recipient {
        @Override
        public String label() {
            return Text.excerpt(key, 80);
        }
    }

    /**
     * A contact that comes with the trigger; the directory is not asked.
     *
     * @param contact the contact
     */
    record Given(Contact contact) implements Recipient {
        @Override
        public String label() {
            return Text.excerpt(contact.address(), 80);
        }
    }
}
