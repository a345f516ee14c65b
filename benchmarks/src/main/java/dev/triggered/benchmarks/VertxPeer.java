package dev.triggered.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** The Vert.x mail client with its pool, kept alive, and pipelining on, which are its defaults. */
final class VertxPeer implements SmtpPeer {
    private static final int WAITING = 2;

    private final MailClient client;
    private final SmtpTarget target;

    VertxPeer(SmtpTarget target) {
        this.target = target;
        this.client = MailClient.create(
                Vertx.vertx(),
                new MailConfig("127.0.0.1", target.port())
                        .setStarttls(StartTLSOptions.DISABLED)
                        .setMaxPoolSize(target.connections())
                        .setKeepAlive(true)
                        .setPipelining(true)
                        .setOwnHostname("localhost"));
    }

    @Override
    public int capacity() {
        return target.connections() * WAITING;
    }

    @Override
    public void send(LongSupplier numbers, IntConsumer whenDone) {
        Future<?> unused = client.sendMail(mail(numbers.getAsLong())).onComplete(result -> {
            if (result.failed()) {
                System.err.println("a mail was not sent: " + result.cause());
            }
            whenDone.accept(result.succeeded() ? 1 : 0);
        });
    }

    private MailMessage mail(long number) {
        SampleMail sample = SampleMail.of(number);
        MailMessage mail = new MailMessage()
                .setFrom(SampleMail.FROM + " (" + SampleMail.FROM_NAME + ")")
                .setTo(SampleMail.recipient(number))
                .setSubject(sample.subject())
                .setText(sample.text())
                .setHtml(sample.html());
        if (target.attachment()) {
            mail.setAttachment(MailAttachment.create()
                    .setData(Buffer.buffer(SampleMail.attached()))
                    .setContentType("application/pdf")
                    .setDisposition("attachment")
                    .setName("invoice.pdf"));
        }
        return mail;
    }
}
