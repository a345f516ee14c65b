package dev.triggered.examples;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Sends through another dispatcher, but for mails to a few addresses: these are refused or put off, so that there is something to look at. */
final class FickleRelay implements Dispatcher {
    private static final String NAME = "relay.acme.example:25";
    private static final Map<String, SendResult> ANSWERS = Map.of(
            "gone", new SendResult.Refused(NAME, new SmtpReply(550, "5.1.1", "there is nobody of this name")),
            "full", new SendResult.Deferred(NAME, new SmtpReply(452, "4.2.2", "the mailbox is full")));

    private final Dispatcher relay;
    private final ExecutorService answering = Executors.newSingleThreadExecutor();

    FickleRelay(Dispatcher relay) {
        this.relay = relay;
    }

    /** Returns what is answered to mails for a local part such as {@code gone.7}. */
    private static Optional<SendResult> answer(String localPart) {
        return Optional.ofNullable(ANSWERS.get(localPart.replaceAll("\\..*", "")));
    }

    @Override
    public LaneDispatcher open(Lane lane) {
        LaneDispatcher connections = relay.open(lane);
        return new LaneDispatcher() {
            @Override
            public int capacity() {
                return connections.capacity();
            }

            @Override
            public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
                Optional<SendResult> answer = answer(mail.envelope().recipient().localPart());
                if (answer.isPresent()) {
                    answering.execute(() -> whenDone.accept(answer.get()));
                } else {
                    connections.send(mail, whenDone);
                }
            }
        };
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) throws IOException {
        relay.compose(mail, out);
    }

    @Override
    public void close() {
        relay.close();
        answering.shutdown();
    }
}
