package dev.triggered.testkit;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something that happens in a dialogue and that rules are asked about.
 *
 * @param connection the number of the connection
 * @param arguments the names that rules know it by, each with the argument that their predicates look at
 * @param recipients the recipients that the client has named in the transaction
 * @param within whether it happens while content is still coming in
 */
record SmtpOccurrence(
        int connection, Map<SmtpMoment, Supplier<String>> arguments, Collection<String> recipients, boolean within) {
    SmtpOccurrence {
        arguments = Map.copyOf(arguments);
        recipients = List.copyOf(recipients);
    }

    static SmtpOccurrence of(int connection, SmtpMoment moment) {
        return new SmtpOccurrence(connection, Map.of(moment, () -> ""), List.of(), false);
    }

    static SmtpOccurrence of(int connection, SmtpCommand command, Collection<String> recipients) {
        Map<SmtpMoment, Supplier<String>> arguments = new EnumMap<>(SmtpMoment.class);
        SmtpMoment.ofVerb(command.verb()).ifPresent(moment -> arguments.put(moment, command::argument));
        arguments.put(SmtpMoment.ANY, command::line);
        return new SmtpOccurrence(connection, arguments, recipients, false);
    }

    boolean is(SmtpMoment moment) {
        return arguments.containsKey(moment);
    }

    Optional<Supplier<String>> argument(SmtpMoment moment) {
        return Optional.ofNullable(arguments.get(moment));
    }

    SmtpOccurrence and(SmtpMoment moment, Supplier<String> argument) {
        Map<SmtpMoment, Supplier<String>> more = new EnumMap<>(arguments);
        more.put(moment, argument);
        return new SmtpOccurrence(connection, more, recipients, within);
    }

    SmtpOccurrence to(Collection<String> named) {
        return new SmtpOccurrence(connection, arguments, named, within);
    }

    SmtpOccurrence inside() {
        Map<SmtpMoment, Supplier<String>> content = new EnumMap<>(arguments);
        content.keySet().removeIf(moment -> !moment.isContent());
        return new SmtpOccurrence(connection, content, recipients, true);
    }
}
