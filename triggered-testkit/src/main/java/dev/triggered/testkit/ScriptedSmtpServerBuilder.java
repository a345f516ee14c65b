package dev.triggered.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds a {@link ScriptedSmtpServer} that behaves otherwise than by default. Not thread-safe. */
public final class ScriptedSmtpServerBuilder {
    private static final long MESSAGE_SIZE = 50 * 1024 * 1024;

    private final Set<SmtpCapability> offered = EnumSet.allOf(SmtpCapability.class);
    private final List<SmtpAccount> accounts = new ArrayList<>();
    private SmtpTestCertificate certificate = SmtpTestCertificate.LOCALHOST;
    private boolean implicitTls;
    private boolean countOnly;
    private long messageSize = MESSAGE_SIZE;
    private int connections = Integer.MAX_VALUE;
    private int messagesPerConnection = Integer.MAX_VALUE;

    ScriptedSmtpServerBuilder() {}

    /**
     * Sets the extensions that the server offers; by default all of them.
     *
     * @param capabilities these and no others
     * @return this builder
     */
    public ScriptedSmtpServerBuilder offering(SmtpCapability... capabilities) {
        offered.clear();
        offered.addAll(Arrays.asList(capabilities));
        return this;
    }

    /**
     * Removes extensions from those that the server offers.
     *
     * @param capabilities what not to offer
     * @return this builder
     */
    public ScriptedSmtpServerBuilder without(SmtpCapability... capabilities) {
        Arrays.asList(capabilities).forEach(offered::remove);
        return this;
    }

    /**
     * Sets the largest message that the server takes (RFC 1870); 50 MiB by default. The limit holds also where
     * {@link SmtpCapability#SIZE} is not offered.
     *
     * @param octets its size, at least 1
     * @return this builder
     */
    public ScriptedSmtpServerBuilder maxMessageSize(long octets) {
        messageSize = requirePositive("the largest message has at least 1 octet", octets);
        return this;
    }

    /**
     * Adds a user. A server that has one offers AUTH (RFC 4954), and refuses MAIL with 530 until the client has logged
     * in.
     *
     * @param user the name to log in with
     * @param secret the password, or the token of XOAUTH2
     * @param mechanisms some of {@code PLAIN}, {@code LOGIN} and {@code XOAUTH2}; none stands for all
     * @return this builder
     * @throws IllegalArgumentException if a mechanism is unknown
     */
    public ScriptedSmtpServerBuilder account(String user, String secret, String... mechanisms) {
        Set<SmtpMechanism> known = mechanisms.length == 0
                ? EnumSet.allOf(SmtpMechanism.class)
                : Arrays.stream(mechanisms)
                        .map(ScriptedSmtpServerBuilder::mechanism)
                        .collect(Collectors.toSet());
        accounts.add(new SmtpAccount(user, secret, known));
        return this;
    }

    /**
     * Lets the server speak TLS from the first octet on (RFC 8314, section 3.3) instead of offering STARTTLS.
     *
     * @return this builder
     */
    public ScriptedSmtpServerBuilder implicitTls() {
        implicitTls = true;
        return this;
    }

    /**
     * Gives the server a certificate for another host than {@code localhost} and 127.0.0.1, which a client has to
     * refuse (RFC 9525, section 6) even if it {@linkplain ScriptedSmtpServer#trust() trusts} the certificate.
     *
     * @return this builder
     */
    public ScriptedSmtpServerBuilder certificateWithWrongName() {
        certificate = SmtpTestCertificate.WRONG_NAME;
        return this;
    }

    /**
     * Limits how many connections may be open at a time; the server greets a further one with 421 and closes it.
     * Unlimited by default.
     *
     * @param most the limit, at least 1
     * @return this builder
     */
    public ScriptedSmtpServerBuilder maxConnections(int most) {
        connections = (int) requirePositive("at least 1 connection may be open", most);
        return this;
    }

    /**
     * Limits how many messages a connection may carry; a further MAIL is answered with {@code 421 4.7.0}, and the
     * connection is closed. Unlimited by default.
     *
     * @param most the limit, at least 1
     * @return this builder
     */
    public ScriptedSmtpServerBuilder maxMessagesPerConnection(int most) {
        messagesPerConnection = (int) requirePositive("a connection may carry at least 1 message", most);
        return this;
    }

    /**
     * Lets the server keep neither contents nor commands, but only the number of messages and their {@code Message-ID},
     * so that it can take any number of messages in little memory. A {@code Message-ID} is looked for in the first 64
     * KiB.
     *
     * @return this builder
     */
    public ScriptedSmtpServerBuilder countOnly() {
        countOnly = true;
        return this;
    }

    /**
     * Starts a server with these settings; later changes of this builder do not reach it.
     *
     * @return the running server
     */
    public ScriptedSmtpServer start() {
        SmtpSettings settings = new SmtpSettings(
                offered,
                accounts,
                new SmtpSettings.Tls(certificate, implicitTls),
                new SmtpSettings.Limits(messageSize, connections, messagesPerConnection),
                countOnly);
        return new ScriptedSmtpServer(settings).listen();
    }

    private static SmtpMechanism mechanism(String name) {
        return SmtpMechanism.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "mechanisms are " + Arrays.toString(SmtpMechanism.values()) + ", and not '" + name + "'"));
    }

    private static long requirePositive(String rule, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
        return value;
    }
}
