package dev.triggered.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

/** Angus Mail, on a thread for each connection. */
final class AngusPeers {
    private static final int WAITING = 2;

    private AngusPeers() {}

    /** As a careful user has it: a {@link Transport} of each thread's own, kept open. */
    static SmtpPeer keptOpen(SmtpTarget target) {
        JakartaMails mails = new JakartaMails(target);
        ThreadLocal<Transport> transports = ThreadLocal.withInitial(() -> connect(mails));
        return new ThreadedPeer(target.connections(), WAITING, numbers -> {
            MimeMessage mail = mails.next(numbers);
            transports.get().sendMessage(mail, mail.getAllRecipients());
            return 1;
        });
    }

    /** As most examples have it: a connection for each mail. */
    static SmtpPeer connecting(SmtpTarget target) {
        JakartaMails mails = new JakartaMails(target);
        return new ThreadedPeer(target.connections(), WAITING, numbers -> {
            MimeMessage mail = mails.next(numbers);
            try (Transport transport = connect(mails)) {
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return 1;
        });
    }

    private static Transport connect(JakartaMails mails) {
        try {
            Transport transport = mails.session().getTransport("smtp");
            transport.connect();
            return transport;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
