package dev.triggered.benchmarks;

import jakarta.mail.internet.MimeMessage;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Spring's sender, which has a connection for each call and takes a batch in one: each thread sends batches, and has one at a time. */
final class SpringPeer {
    private static final int BATCH = 20;

    private SpringPeer() {}

    static SmtpPeer batches(SmtpTarget target) {
        JakartaMails mails = new JakartaMails(target);
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setSession(mails.session());
        sender.setHost("127.0.0.1");
        sender.setPort(target.port());
        return new ThreadedPeer(target.connections(), 1, numbers -> {
            MimeMessage[] batch = new MimeMessage[BATCH];
            for (int i = 0; i < BATCH; i++) {
                batch[i] = mails.next(numbers);
            }
            sender.send(batch);
            return BATCH;
        });
    }
}
