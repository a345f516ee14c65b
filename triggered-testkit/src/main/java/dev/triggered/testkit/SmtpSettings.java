package dev.triggered.testkit;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How a server behaves before any script.
 *
 * @param offered the extensions it offers, whatever the state of a connection
 * @param accounts who may log in; if there is anyone, everyone must
 * @param tls its certificate, and whether TLS is spoken from the first octet on
 * @param limits its limits
 * @param countOnly whether it keeps no contents
 */
record SmtpSettings(
        Set<SmtpCapability> offered, List<SmtpAccount> accounts, Tls tls, Limits limits, boolean countOnly) {
    private static final long HEADERS = 64 * 1024;

    SmtpSettings {
        accounts = List.copyOf(accounts);
        Set<SmtpCapability> possible = EnumSet.copyOf(offered);
        if (accounts.isEmpty()) {
            possible.remove(SmtpCapability.AUTH);
        }
        offered = Set.copyOf(possible);
    }

    /**
     * What a server has for TLS.
     *
     * @param certificate which certificate it shows
     * @param implicit whether TLS begins with the connection (RFC 8314, section 3.3)
     */
    record Tls(SmtpTestCertificate certificate, boolean implicit) {}

    /**
     * What a server does not exceed.
     *
     * @param messageSize octets of a message
     * @param connections connections at a time
     * @param messagesPerConnection messages on one connection
     */
    record Limits(long messageSize, int connections, int messagesPerConnection) {}

    boolean offers(SmtpCapability capability) {
        return offered.contains(capability);
    }

    boolean requiresLogin() {
        return offers(SmtpCapability.AUTH);
    }

    Set<SmtpMechanism> mechanisms() {
        Set<SmtpMechanism> all = EnumSet.noneOf(SmtpMechanism.class);
        accounts.forEach(account -> all.addAll(account.mechanisms()));
        return all;
    }

    boolean admits(SmtpMechanism mechanism, String user, String secret) {
        return accounts.stream().anyMatch(account -> account.admits(mechanism, user, secret));
    }

    SmtpContent newContent() {
        return new SmtpContent(countOnly ? HEADERS : limits.messageSize());
    }
}
