package dev.triggered.testkit;

import java.io.IOException;
import java.util.Optional;

/** What the parts of one connection's dialogue share: the wire, the script, and the state. */
final class SmtpDialogue {
    private final SmtpSettings settings;
    private final SmtpScriptBook book;
    private final SmtpLedger ledger;
    private final SmtpConnectionLog log;
    private final SmtpWire wire;
    private final SmtpTransaction transaction = new SmtpTransaction();
    private Optional<String> user = Optional.empty();
    private Greeting greeting = Greeting.NONE;
    private boolean tls;
    private int messages;

    SmtpDialogue(SmtpSettings settings, SmtpScriptBook book, SmtpLedger ledger, SmtpConnectionLog log, SmtpWire wire) {
        this.settings = settings;
        this.book = book;
        this.ledger = ledger;
        this.log = log;
        this.wire = wire;
    }

    /** How the client has introduced itself. */
    enum Greeting {
        NONE,
        HELO,
        EHLO
    }

    SmtpSettings settings() {
        return settings;
    }

    SmtpWire wire() {
        return wire;
    }

    SmtpTransaction transaction() {
        return transaction;
    }

    int connection() {
        return log.number();
    }

    void record(String line) {
        log.line(line);
    }

    void greet(Greeting by) {
        transaction.clear();
        greeting = by;
    }

    boolean isGreeted() {
        return greeting != Greeting.NONE;
    }

    boolean offers(SmtpCapability capability) {
        return greeting == Greeting.EHLO && settings.offers(capability);
    }

    void enterTls() {
        tls = true;
        user = Optional.empty();
        greet(Greeting.NONE);
    }

    boolean isTls() {
        return tls;
    }

    void logIn(String name) {
        user = Optional.of(name);
    }

    boolean isLoggedIn() {
        return user.isPresent();
    }

    boolean hasMessagesLeft() {
        return messages < settings.limits().messagesPerConnection();
    }

    void deliver(SmtpContent content) {
        if (transaction.isOpen()) {
            messages++;
            ledger.deliver(transaction.message(content, new ReceivedMessage.Origin(connection(), tls, user)));
        }
    }

    /** Lets the script and the server answer; tells whether the reply was positive. */
    boolean play(SmtpOccurrence occurrence, SmtpAnswer own) throws IOException {
        boolean introduction = occurrence.is(SmtpMoment.EHLO) || occurrence.is(SmtpMoment.HELO);
        SmtpTurn turn = new SmtpTurn(wire, own, showsStatus() && !introduction);
        Optional<SmtpScript> script = book.claim(occurrence);
        if (script.isPresent()) {
            script.get().play(turn);
        }
        return turn.finish();
    }

    /** Returns a reader of content into which the script may break. */
    SmtpContentReader contentReader(SmtpOccurrence occurrence) {
        return book.claim(occurrence.inside())
                .map(script -> new SmtpContentReader(wire, script.afterOctets(), () -> breakIn(script)))
                .orElseGet(() -> new SmtpContentReader(wire, 0, () -> {}));
    }

    private void breakIn(SmtpScript script) throws IOException {
        script.play(new SmtpTurn(wire, SmtpAnswer.silent(() -> {}), showsStatus()));
    }

    private boolean showsStatus() {
        return offers(SmtpCapability.ENHANCED_STATUS_CODES);
    }
}
