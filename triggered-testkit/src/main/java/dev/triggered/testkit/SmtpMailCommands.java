package dev.triggered.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a mail transaction: MAIL, RCPT, DATA (RFC 5321, sections 4.1.1.2 to 4.1.1.4) and BDAT (RFC 3030). */
final class SmtpMailCommands {
    private static final Pattern CHUNK = Pattern.compile("(\\d{1,18})( LAST)?", Pattern.CASE_INSENSITIVE);

    private final SmtpDialogue dialogue;
    private final SmtpTransaction transaction;

    SmtpMailCommands(SmtpDialogue dialogue) {
        this.dialogue = dialogue;
        this.transaction = dialogue.transaction();
    }

    void mail(SmtpCommand command) throws IOException {
        Optional<SmtpPath> path = SmtpPath.parse("FROM", command.argument());
        SmtpAnswer answer;
        if (path.isEmpty()) {
            answer = SmtpAnswer.of(syntaxError("MAIL FROM:<address> [parameters]"));
        } else if (!dialogue.hasMessagesLeft()) {
            answer = SmtpAnswer.closing(ScriptedReply.of(421, "4.7.0", "Too many messages on this connection"));
        } else {
            SmtpPath from = path.get();
            answer = SmtpAnswer.of(refuseSender(from).orElse(ScriptedReply.of(250, "2.1.0", "Sender accepted")))
                    .before(() -> transaction.open(from));
        }
        dialogue.play(occurrence(command), answer);
    }

    private Optional<ScriptedReply> refuseSender(SmtpPath from) {
        if (!dialogue.isGreeted()) {
            return Optional.of(badSequence("Say EHLO or HELO first"));
        }
        if (transaction.isOpen()) {
            return Optional.of(badSequence("A transaction is open already"));
        }
        if (dialogue.settings().requiresLogin() && !dialogue.isLoggedIn()) {
            return Optional.of(ScriptedReply.standard(530));
        }
        if (!from.isEmpty() && !from.isMailbox()) {
            return Optional.of(ScriptedReply.of(553, "5.1.7", "Sender is no address"));
        }
        return SmtpParameters.refuseMail(
                from, dialogue::offers, dialogue.settings().limits().messageSize());
    }

    void rcpt(SmtpCommand command) throws IOException {
        Optional<SmtpPath> path = SmtpPath.parse("TO", command.argument());
        if (path.isEmpty()) {
            dialogue.play(occurrence(command), SmtpAnswer.of(syntaxError("RCPT TO:<address> [parameters]")));
            return;
        }
        SmtpPath to = path.get();
        transaction.name(to.address());
        SmtpAnswer answer = SmtpAnswer.of(
                        refuseRecipient(to).orElse(ScriptedReply.of(250, "2.1.5", "Recipient accepted")))
                .before(() -> transaction.accept(to));
        dialogue.play(occurrence(command).to(List.of(to.address())), answer);
    }

    private Optional<ScriptedReply> refuseRecipient(SmtpPath to) {
        if (!transaction.isOpen()) {
            return Optional.of(badSequence("Say MAIL first"));
        }
        if (transaction.hasChunks()) {
            return Optional.of(badSequence("The content is on its way already"));
        }
        if (!to.isMailbox()) {
            return Optional.of(ScriptedReply.of(553, "5.1.3", "Recipient is no address"));
        }
        if (!to.isAscii() && !transaction.isUtf8()) {
            return Optional.of(ScriptedReply.of(553, "5.6.7", "Address needs SMTPUTF8"));
        }
        return SmtpParameters.refuseRcpt(to, dialogue::offers);
    }

    void data(SmtpCommand command) throws IOException {
        ScriptedReply reply = refuseData(command).orElse(ScriptedReply.standard(354));
        dialogue.play(occurrence(command), SmtpAnswer.of(reply).after(this::dottedContent));
    }

    private Optional<ScriptedReply> refuseData(SmtpCommand command) {
        if (!command.argument().isEmpty()) {
            return Optional.of(syntaxError("DATA"));
        }
        if (!transaction.isOpen()) {
            return Optional.of(badSequence("Say MAIL first"));
        }
        if (transaction.hasChunks()) {
            return Optional.of(badSequence("The content comes by BDAT already"));
        }
        return transaction.hasRecipients() ? Optional.empty() : Optional.of(noRecipients());
    }

    private void dottedContent() throws IOException {
        SmtpContent content = dialogue.settings().newContent();
        SmtpOccurrence body = SmtpOccurrence.of(dialogue.connection(), SmtpMoment.BODY)
                .and(SmtpMoment.BODY, content::text)
                .to(transaction.named());
        dialogue.contentReader(body).readDotted(content);
        dialogue.play(body, contentAnswer(content));
        transaction.clear();
    }

    private SmtpAnswer contentAnswer(SmtpContent content) {
        return SmtpAnswer.of(refuse(content).orElse(ScriptedReply.of(250, "2.0.0", "Message accepted")))
                .before(() -> dialogue.deliver(content));
    }

    private Optional<ScriptedReply> refuse(SmtpContent content) {
        if (!transaction.isOpen()) {
            return Optional.of(badSequence("Say MAIL first"));
        }
        if (transaction.refusesChunks()) {
            return Optional.of(badSequence("A chunk was refused before; say RSET"));
        }
        if (!transaction.hasRecipients()) {
            return Optional.of(noRecipients());
        }
        boolean tooBig = content.size() > dialogue.settings().limits().messageSize();
        return tooBig ? Optional.of(ScriptedReply.standard(552)) : Optional.empty();
    }

    void bdat(SmtpCommand command) throws IOException {
        Matcher chunk = CHUNK.matcher(command.argument());
        if (!chunk.matches()) {
            dialogue.play(occurrence(command), SmtpAnswer.of(syntaxError("BDAT size [LAST]")));
            return;
        }
        boolean last = chunk.group(2) != null;
        SmtpContent content = transaction.isOpen()
                ? transaction.chunks(dialogue.settings().newContent())
                : dialogue.settings().newContent();
        SmtpOccurrence occurrence = occurrence(command);
        if (last) {
            occurrence = occurrence.and(SmtpMoment.BODY, content::text);
        }
        dialogue.contentReader(occurrence).readCounted(Long.parseLong(chunk.group(1)), content);
        boolean accepted = dialogue.play(occurrence, last ? contentAnswer(content) : chunkAnswer(content));
        if (last) {
            transaction.clear();
        } else if (!accepted) {
            transaction.refuseFurtherChunks();
        }
    }

    private SmtpAnswer chunkAnswer(SmtpContent content) {
        return SmtpAnswer.of(refuse(content).orElse(ScriptedReply.of(250, "2.0.0", content.size() + " octets so far")));
    }

    private SmtpOccurrence occurrence(SmtpCommand command) {
        return SmtpOccurrence.of(dialogue.connection(), command, transaction.named());
    }

    private static ScriptedReply noRecipients() {
        return ScriptedReply.of(554, "5.5.1", "No valid recipients");
    }

    private static ScriptedReply badSequence(String text) {
        return ScriptedReply.of(503, "5.5.1", text);
    }

    private static ScriptedReply syntaxError(String usage) {
        return ScriptedReply.of(501, "5.5.4", "Syntax: " + usage);
    }
}
