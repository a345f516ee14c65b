package dev.triggered.benchmarks;

import dev.triggered.Attachment;
import dev.triggered.EmailAddress;
import dev.triggered.Lane;
import dev.triggered.LaneConnections;
import dev.triggered.Mailbox;
import dev.triggered.MessageId;
import dev.triggered.RenderedMail;
import dev.triggered.SendResult;
import dev.triggered.smtp.PoolPolicy;
import dev.triggered.smtp.SmtpDispatcher;
import dev.triggered.smtp.SmtpRelay;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/** Our dispatcher, fed with ready mails. */
final class TriggeredPeer implements SmtpPeer {
    private static final Mailbox FROM = Mailbox.parse(SampleMail.FROM_NAME + " <" + SampleMail.FROM + ">");
    private static final int ID_LENGTH = 26;
    private static final long ATTACHMENT_LIMIT = 1_000_000;

    private final LaneDispatcher lane;
    private final List<Attachment> attachments;

    TriggeredPeer(SmtpTarget target) {
        this(target, dispatcher(target.port()));
    }

    TriggeredPeer(SmtpTarget target, ThreadFactory threads) {
        this(target, builder(target.port()).threads(threads).build());
    }

    private TriggeredPeer(SmtpTarget target, SmtpDispatcher dispatcher) {
        this.lane = dispatcher.open(lane("load", target));
        this.attachments =
                target.attachment() ? List.of(Attachment.of("invoice.pdf", SampleMail.attached())) : List.of();
    }

    /** Returns a dispatcher for a relay on this machine, whose connections stay open as those of the pools do. */
    static SmtpDispatcher dispatcher(int port) {
        return builder(port).build();
    }

    private static SmtpDispatcher.Builder builder(int port) {
        return SmtpDispatcher.to(SmtpRelay.at("127.0.0.1", port).plaintext().build())
                .pool(PoolPolicy.standard().mailsPerConnection(Integer.MAX_VALUE));
    }

    /** Returns a lane with all the connections of a target. */
    static Lane lane(String name, SmtpTarget target) {
        return Lane.named(name).connections(new LaneConnections(target.connections(), 0, 0, target.window()));
    }

    @Override
    public int capacity() {
        return lane.capacity();
    }

    @Override
    public void send(LongSupplier numbers, IntConsumer whenDone) {
        lane.send(mail(numbers.getAsLong()), result -> whenDone.accept(result instanceof SendResult.Accepted ? 1 : 0));
    }

    private OutgoingMail mail(long number) {
        SampleMail sample = SampleMail.of(number);
        EmailAddress to = new EmailAddress("jane" + number, "example.com");
        String digits = Long.toString(number);
        MessageId id = new MessageId("0".repeat(ID_LENGTH - digits.length()) + digits);
        return new OutgoingMail(
                new OutgoingMail.Envelope(FROM.address(), to),
                new OutgoingMail.Header(id, Instant.now(), FROM, FROM, new Mailbox(SampleMail.TO_NAME, to)),
                new RenderedMail(sample.subject(), sample.html(), sample.text()),
                attachments,
                ATTACHMENT_LIMIT);
    }
}
