package dev.triggered.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * One connection from the greeting to its end: the commands outside of mail transactions, and the order of all of them.
 */
final class SmtpSession {
    private static final int LONGEST_LINE = 12_288;
    private static final String HOST = "localhost";

    private final SmtpDialogue dialogue;
    private final Supplier<SSLContext> tls;
    private final boolean refused;
    private final SmtpMailCommands mail;
    private final SmtpLogin login;

    SmtpSession(SmtpDialogue dialogue, Supplier<SSLContext> tls, boolean refused) {
        this.dialogue = dialogue;
        this.tls = tls;
        this.refused = refused;
        this.mail = new SmtpMailCommands(dialogue);
        this.login = new SmtpLogin(dialogue);
    }

    /** Serves the client until one side ends the connection, which is told by an exception. */
    void run() throws IOException {
        if (dialogue.settings().tls().implicit()) {
            handshake();
        }
        SmtpAnswer greeting =
                refused ? SmtpAnswer.closing(ScriptedReply.literal(421, "Too many connections")) : SmtpAnswer.of(220);
        boolean welcome = dialogue.play(occurrence(SmtpMoment.CONNECT), greeting);
        while (true) {
            byte[] line = dialogue.wire().readLine(LONGEST_LINE);
            SmtpCommand command = SmtpCommand.parse(line);
            dialogue.record(command.line());
            if (line.length > LONGEST_LINE) {
                answer(command, ScriptedReply.of(500, "5.5.2", "Line too long"));
            } else if (command.isMangled()) {
                answer(command, ScriptedReply.of(500, "5.5.2", "Line with a bare CR or LF, or NUL"));
            } else if (!welcome && !command.verb().equals("QUIT")) {
                answer(command, ScriptedReply.of(503, "5.5.1", "Connection was refused; say QUIT"));
            } else {
                serve(command);
            }
        }
    }

    private void serve(SmtpCommand command) throws IOException {
        switch (command.verb()) {
            case "EHLO" -> ehlo(command);
            case "HELO" -> helo(command);
            case "MAIL" -> mail.mail(command);
            case "RCPT" -> mail.rcpt(command);
            case "DATA" -> mail.data(command);
            case "BDAT" -> bdat(command);
            case "RSET" -> rset(command);
            case "NOOP" -> answer(command, ScriptedReply.standard(250));
            case "QUIT" -> play(command, SmtpAnswer.closing(ScriptedReply.standard(221)));
            case "STARTTLS" -> startTls(command);
            case "AUTH" -> play(command, login.answer(command));
            case "VRFY" -> vrfy(command);
            case "EXPN", "HELP" -> answer(command, ScriptedReply.standard(502));
            default -> answer(command, ScriptedReply.standard(500));
        }
    }

    private void ehlo(SmtpCommand command) throws IOException {
        ScriptedReply reply = command.argument().isEmpty()
                ? ScriptedReply.literal(501, "Syntax: EHLO domain")
                : ScriptedReply.literal(250, capabilities().toArray(new String[0]));
        play(command, SmtpAnswer.of(reply).before(() -> dialogue.greet(SmtpDialogue.Greeting.EHLO)));
    }

    private List<String> capabilities() {
        List<String> lines = new ArrayList<>(List.of(HOST));
        SmtpSettings settings = dialogue.settings();
        Arrays.stream(SmtpCapability.values())
                .filter(settings::offers)
                .filter(capability -> capability != SmtpCapability.STARTTLS || !dialogue.isTls())
                .map(capability -> switch (capability) {
                    case SIZE -> "SIZE " + settings.limits().messageSize();
                    case AUTH ->
                        settings.mechanisms().stream().map(Enum::name).collect(Collectors.joining(" ", "AUTH ", ""));
                    default -> capability.keyword();
                })
                .forEach(lines::add);
        return lines;
    }

    private void helo(SmtpCommand command) throws IOException {
        ScriptedReply reply = command.argument().isEmpty()
                ? ScriptedReply.literal(501, "Syntax: HELO domain")
                : ScriptedReply.literal(250, HOST);
        play(command, SmtpAnswer.of(reply).before(() -> dialogue.greet(SmtpDialogue.Greeting.HELO)));
    }

    private void bdat(SmtpCommand command) throws IOException {
        if (dialogue.settings().offers(SmtpCapability.CHUNKING)) {
            mail.bdat(command);
        } else {
            answer(command, ScriptedReply.standard(502));
        }
    }

    private void rset(SmtpCommand command) throws IOException {
        play(command, SmtpAnswer.of(250).before(dialogue.transaction()::clear));
    }

    private void vrfy(SmtpCommand command) throws IOException {
        boolean named = !command.argument().isEmpty();
        answer(command, named ? ScriptedReply.standard(252) : ScriptedReply.of(501, "5.5.4", "Syntax: VRFY address"));
    }

    private void startTls(SmtpCommand command) throws IOException {
        ScriptedReply reply = refuseTls(command).orElse(ScriptedReply.of(220, "2.0.0", "Ready to start TLS"));
        SmtpAnswer answer =
                SmtpAnswer.of(reply).before(dialogue.wire()::discardEarly).after(this::handshake);
        play(command, answer);
    }

    private Optional<ScriptedReply> refuseTls(SmtpCommand command) {
        if (dialogue.isTls()) {
            return Optional.of(ScriptedReply.of(503, "5.5.1", "TLS is active already"));
        }
        if (!dialogue.settings().offers(SmtpCapability.STARTTLS)) {
            return Optional.of(ScriptedReply.standard(502));
        }
        return command.argument().isEmpty()
                ? Optional.empty()
                : Optional.of(ScriptedReply.of(501, "5.5.4", "Syntax: STARTTLS"));
    }

    private void handshake() throws IOException {
        dialogue.play(occurrence(SmtpMoment.TLS), SmtpAnswer.silent(() -> {
            dialogue.wire().startTls(tls.get());
            dialogue.enterTls();
        }));
    }

    private void answer(SmtpCommand command, ScriptedReply reply) throws IOException {
        play(command, SmtpAnswer.of(reply));
    }

    private void play(SmtpCommand command, SmtpAnswer answer) throws IOException {
        dialogue.play(SmtpOccurrence.of(dialogue.connection(), command, List.of()), answer);
    }

    private SmtpOccurrence occurrence(SmtpMoment moment) {
        return SmtpOccurrence.of(dialogue.connection(), moment);
    }
}
