package dev.triggered.testkit;

import java.io.IOException;
import java.util.List;

/** The server's turn in a dialogue: a script's steps first, and whatever they leave to the server by its own rules. */
final class SmtpTurn {
    private final SmtpWire wire;
    private final SmtpAnswer own;
    private final boolean withStatus;
    private boolean answered;
    private boolean accepted;

    SmtpTurn(SmtpWire wire, SmtpAnswer own, boolean withStatus) {
        this.wire = wire;
        this.own = own;
        this.withStatus = withStatus;
    }

    byte[] bytes(ScriptedReply reply) {
        return reply.bytes(withStatus);
    }

    /** Returns the server's own reply, empty where the protocol has none. */
    byte[] ownBytes() {
        return own.reply().map(this::bytes).orElseGet(() -> new byte[0]);
    }

    void send(byte[] octets, List<SmtpSendStep.Split> splits) throws IOException {
        answered = true;
        if (octets.length == 0 || ScriptedReply.isPositive(octets)) {
            accept();
        }
        int sent = 0;
        for (SmtpSendStep.Split split : splits) {
            int end = Math.min(split.after(), octets.length);
            wire.write(octets, sent, end);
            sent = end;
            hold(split.gate());
        }
        wire.write(octets, sent, octets.length);
    }

    void acceptSilently() throws IOException {
        answered = true;
        accept();
    }

    void hold(SmtpGate gate) throws IOException {
        wire.flush();
        try {
            gate.pass();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndOfConnection("the server was closed");
        }
    }

    void discardEarly() throws IOException {
        wire.discardEarly();
    }

    void closeSocket() throws IOException {
        wire.fin();
        wire.drain();
    }

    void resetSocket() throws IOException {
        wire.reset();
        throw new EndOfConnection("the script reset the connection");
    }

    void hang() throws IOException {
        wire.flush();
        wire.drain();
    }

    void stopReading() throws IOException {
        hold(new SmtpGate());
    }

    /** Answers if the script did not, and tells whether the client has got a positive reply. */
    boolean finish() throws IOException {
        if (!answered) {
            send(ownBytes(), List.of());
        }
        if (accepted) {
            own.after().apply();
        }
        if (own.closes()) {
            wire.end();
            wire.drain();
        }
        return accepted;
    }

    private void accept() throws IOException {
        if (!accepted) {
            accepted = true;
            own.before().apply();
        }
    }
}
