package dev.triggered.testkit;

import java.util.function.Predicate;

/**
 * The beginning of a script: when it plays. Every condition narrows it further; the first action ends the conditions
 * and makes the rule known to the server.
 *
 * <p>A rule plays once, at the first occurrence it is about, unless told otherwise. Every rule counts all occurrences
 * that it is about, also those at which an earlier rule plays.
 */
public final class SmtpRule extends SmtpAction {
    SmtpRule(SmtpScript script) {
        super(script);
    }

    /**
     * Plays only if the argument of the command is of a kind.
     *
     * @param argument looks at the command line without its verb; at {@code BODY}, at the content in ISO-8859-1; at
     *     {@code *}, at the whole command line. It is called in a thread of the server, may not block, and fails the
     *     server if it throws
     * @return this rule
     */
    public SmtpRule when(Predicate<String> argument) {
        script().when(argument);
        return this;
    }

    /**
     * Plays only at a recipient's RCPT, or at DATA, BDAT or BODY of a transaction whose client has named the recipient,
     * accepted or not.
     *
     * @param address the recipient; letter case is ignored
     * @return this rule
     * @throws IllegalStateException if the rule is about something that has no recipients
     */
    public SmtpRule forRecipient(String address) {
        script().forRecipient(address);
        return this;
    }

    /**
     * Plays only on one connection.
     *
     * @param number the number of the connection, counted from 1
     * @return this rule
     */
    public SmtpRule onConnection(int number) {
        script().connections(connection -> connection == number);
        return this;
    }

    /**
     * Counts occurrences on each connection by itself, instead of on all of them together.
     *
     * @return this rule
     */
    public SmtpRule perConnection() {
        script().perConnection();
        return this;
    }

    /**
     * Begins to play at a later occurrence.
     *
     * @param occurrence its number, counted from 1, which is the default
     * @return this rule
     */
    public SmtpRule nth(int occurrence) {
        script().nth(occurrence);
        return this;
    }

    /**
     * Plays more than once.
     *
     * @param count at how many occurrences, at least 1, which is the default
     * @return this rule
     * @throws IllegalStateException if it is said already how often the rule plays
     */
    public SmtpRule times(int count) {
        script().times(count);
        return this;
    }

    /**
     * Plays at every occurrence from the first, or {@linkplain #nth(int) nth}, on.
     *
     * @return this rule
     * @throws IllegalStateException if it is said already how often the rule plays
     */
    public SmtpRule always() {
        script().always();
        return this;
    }

    /**
     * Plays while the content comes in, as soon as so many octets of it were read, instead of after its end.
     *
     * @param octets how many octets of the content, as they come on the wire, at least 1; of BDAT, octets of the chunk,
     *     which {@code BODY} looks at only if it is the last one. A shorter content does not play the rule, though it
     *     counts as one of its occurrences
     * @return this rule
     * @throws IllegalStateException if the rule is not about BODY or BDAT
     */
    public SmtpRule afterOctets(long octets) {
        script().afterOctets(octets);
        return this;
    }
}
