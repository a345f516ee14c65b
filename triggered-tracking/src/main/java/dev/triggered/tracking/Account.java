package dev.triggered.tracking;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the fields of a report say about one recipient (RFC 3464, section 2.3).
 *
 * @param address the recipient
 * @param action what became of the mail
 * @param diagnostic what the remote server said; empty where it is not told
 * @param status the enhanced status code; empty where it is not told
 * @param category what the reporting server took the reason for, in its own words; empty where it is not told
 * @param hosts the servers that are named
 */
record Account(
        ReportedAddress address,
        DeliveryAction action,
        String diagnostic,
        String status,
        String category,
        ReportedHosts hosts) {

    /** Returns what is known of a recipient that no field names. */
    static Account of(String recipient, DeliveryAction action, String reporting) {
        return new Account(ReportedAddress.of(recipient), action, "", "", "", new ReportedHosts(reporting, ""));
    }

    /**
     * Reads the fields.
     *
     * @param fields those about the recipient, their names in lower case
     * @param usual what became of the mail where the fields do not tell
     * @param reporting the server that reports
     * @param sentTo whom the original was sent to, as far as that is known
     */
    static Account of(Map<String, String> fields, DeliveryAction usual, String reporting, List<String> sentTo) {
        String action = field(fields, "action");
        return new Account(
                address(field(fields, "original-recipient"), field(fields, "final-recipient"), sentTo),
                action.isEmpty() ? usual : DeliveryAction.of(action),
                untyped(field(fields, "diagnostic-code")),
                Codes.in(field(fields, "status")).status(),
                field(fields, "x-powermta-bouncecategory"),
                new ReportedHosts(reporting, host(field(fields, "remote-mta"))));
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "");
    }

    /** The final recipient counts where the original was sent to it; else what the sender gave, if that is told. */
    private static ReportedAddress address(String original, String last, List<String> sentTo) {
        String given = address(original);
        String tried = address(last);
        boolean wasSentTo = given.isEmpty() || Addresses.contains(sentTo, tried);
        return new ReportedAddress(wasSentTo && !tried.isEmpty() ? tried : given, given, tried);
    }

    private static String address(String field) {
        String found = Addresses.first(field);
        if (!found.isEmpty()) {
            return found;
        }
        String name = untyped(field);
        return name.length() > Addresses.LONGEST ? "" : name.replaceAll("[<>\"\\s]", "");
    }

    /** Returns the name behind a type, such as {@code dns;}, in lower case. */
    static String host(String field) {
        String name = untyped(field);
        int space = name.indexOf(' ');
        return (space < 0 ? name : name.substring(0, space)).toLowerCase(Locale.ROOT);
    }

    private static String untyped(String field) {
        int semicolon = field.indexOf(';');
        boolean typed = semicolon > 0
                && semicolon < 20
                && field.substring(0, semicolon).strip().indexOf(' ') < 0;
        return typed ? field.substring(semicolon + 1).strip() : field.strip();
    }

    Account at(String recipient) {
        ReportedAddress moved = new ReportedAddress(recipient, address.original(), address.finalRecipient());
        return new Account(moved, action, diagnostic, status, category, hosts);
    }
}
