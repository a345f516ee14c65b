package dev.triggered.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CountDownLatch;

/**
 * The choice of what a script does next; exactly one of its methods is called.
 *
 * <p>A method that returns an {@link SmtpSequel} can be followed by more; one that returns nothing ends the connection
 * and so the script. Whatever a script does not answer is answered by the server itself, after the script. A positive
 * reply of a script (2yz or 3yz, RFC 5321, section 4.2.1) has the effect that the server's own one would have: after
 * {@code 250} to MAIL a transaction is open, after {@code 354} to DATA the content is read. A negative reply, or one
 * that is none, has no effect. No reply closes a connection by itself, not even 421.
 */
public sealed class SmtpAction permits SmtpRule {
    private final SmtpScript script;
    private boolean chosen;

    SmtpAction(SmtpScript script) {
        this.script = script;
    }

    SmtpScript script() {
        return script;
    }

    /**
     * Sends a reply with the text that is usual for its code.
     *
     * @param code the reply code, 200 to 599
     * @return what may follow
     */
    public SmtpSequel reply(int code) {
        return reply(ScriptedReply.standard(code));
    }

    /**
     * Sends a reply with exactly this text.
     *
     * @param code the reply code, 200 to 599
     * @param text one line without control characters
     * @return what may follow
     */
    public SmtpSequel reply(int code, String text) {
        return reply(ScriptedReply.literal(code, text));
    }

    /**
     * Sends a reply with an enhanced status code (RFC 2034, section 4), whether these were offered or not.
     *
     * @param code the reply code, 200 to 599
     * @param status the enhanced status code (RFC 3463, section 2), of the same class as the reply code
     * @param text one line without control characters
     * @return what may follow
     */
    public SmtpSequel reply(int code, String status, String text) {
        return reply(ScriptedReply.withStatus(code, status, text));
    }

    /**
     * Sends a reply of several lines (RFC 5321, section 4.2.1); in answer to EHLO these are the host and the
     * extensions.
     *
     * @param code the reply code, 200 to 599
     * @param lines at least one line, without control characters
     * @return what may follow
     */
    public SmtpSequel replyLines(int code, String... lines) {
        return reply(ScriptedReply.literal(code, lines));
    }

    /**
     * Sends octets as they are, for replies that are not quite replies. They count as a positive reply if their last
     * line begins with 2 or 3.
     *
     * @param octets what to send
     * @return what may follow
     */
    public SmtpSequel raw(byte[] octets) {
        byte[] copy = octets.clone();
        return send(new SmtpSendStep(turn -> copy.clone()));
    }

    /**
     * Sends text as it is, in UTF-8, for replies that are not quite replies. It counts as a positive reply if its last
     * line begins with 2 or 3.
     *
     * @param text what to send, with line ends, if it is to have any
     * @return what may follow
     */
    public SmtpSequel raw(String text) {
        return raw(text.getBytes(UTF_8));
    }

    /**
     * Sends what the server would reply by itself; needed only if the script goes on after it.
     *
     * @return what may follow
     */
    public SmtpSequel proceed() {
        script.requireWholeContent("proceed()");
        return send(new SmtpSendStep(SmtpTurn::ownBytes));
    }

    /**
     * Does what the client asks for and says nothing: a message is taken, and its sender never learns it.
     *
     * @return what may follow
     */
    public SmtpSequel acceptSilently() {
        script.requireWholeContent("acceptSilently()");
        return step(SmtpTurn::acceptSilently);
    }

    /**
     * Waits until a gate is open. The replies to earlier commands have left by then.
     *
     * @param gate the gate that the test opens
     * @return what may follow
     */
    public SmtpSequel hold(SmtpGate gate) {
        return step(turn -> turn.hold(gate));
    }

    /**
     * Waits until a latch is at zero. The replies to earlier commands have left by then.
     *
     * @param latch the latch that the test counts down
     * @return what may follow
     */
    public SmtpSequel hold(CountDownLatch latch) {
        return hold(new SmtpGate(latch));
    }

    /**
     * Forgets what the client has sent ahead of the reply, as a server does that cannot cope with pipelining. What a
     * client writes at once has come at once; to have several writes discarded, put a {@link #hold(SmtpGate) gate} in
     * front.
     *
     * @return what may follow
     */
    public SmtpSequel discardPipelined() {
        return step(SmtpTurn::discardEarly);
    }

    /**
     * Closes the server's side of the connection with a FIN, and reads what the client still sends until it closes its
     * side, so that no reply is lost. In TLS there is no closing alert, as if the server had died.
     */
    public void closeSocket() {
        step(SmtpTurn::closeSocket);
    }

    /** Breaks the connection with a RST. */
    public void resetSocket() {
        step(SmtpTurn::resetSocket);
    }

    /** Never answers again, but goes on reading until the client, or the server as a whole, is closed. */
    public void hang() {
        step(SmtpTurn::hang);
    }

    /**
     * Neither answers nor reads any more until the server as a whole is closed, so that the client's writes get stuck
     * once the buffers are full.
     */
    public void stopReading() {
        step(SmtpTurn::stopReading);
    }

    private SmtpSequel reply(ScriptedReply reply) {
        script.requireReplyInClear("reply()");
        return send(new SmtpSendStep(turn -> turn.bytes(reply)));
    }

    private SmtpSequel send(SmtpSendStep step) {
        choose(step);
        return new SmtpSequel(script, step);
    }

    private SmtpSequel step(SmtpStep step) {
        choose(step);
        return new SmtpSequel(script);
    }

    private void choose(SmtpStep step) {
        if (chosen) {
            throw new IllegalStateException(script + " has its action already; go on with then()");
        }
        chosen = true;
        script.add(step);
    }
}
