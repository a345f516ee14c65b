package dev.triggered.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with its batch module: a pool of connections that stay open, and asynchronous sending on as many threads. */
final class SimpleJavaMailPeer implements SmtpPeer {
    private static final int WAITING = 2;

    private final Mailer mailer;
    private final SmtpTarget target;

    SimpleJavaMailPeer(SmtpTarget target) {
        this.target = target;
        this.mailer = MailerBuilder.usingSession(new JakartaMails(target).session())
                .withConnectionPoolCoreSize(target.connections())
                .withConnectionPoolMaxSize(target.connections())
                .withExecutorService(Executors.newFixedThreadPool(target.connections()))
                .buildMailer();
    }

    @Override
    public int capacity() {
        return target.connections() * WAITING;
    }

    @Override
    public void send(LongSupplier numbers, IntConsumer whenDone) {
        CompletableFuture<?> unused = mailer.sendMail(mail(numbers.getAsLong()), true)
                .handle((sent, failure) -> {
                    if (failure != null) {
                        System.err.println("a mail was not sent: " + failure);
                    }
                    whenDone.accept(failure == null ? 1 : 0);
                    return failure == null;
                });
    }

    private Email mail(long number) {
        SampleMail sample = SampleMail.of(number);
        EmailPopulatingBuilder mail = EmailBuilder.startingBlank()
                .from(SampleMail.FROM_NAME, SampleMail.FROM)
                .to(SampleMail.TO_NAME, SampleMail.recipient(number))
                .withSubject(sample.subject())
                .withPlainText(sample.text())
                .withHTMLText(sample.html());
        if (target.attachment()) {
            mail.withAttachment("invoice.pdf", SampleMail.attached(), "application/pdf");
        }
        return mail.buildEmail();
    }
}
