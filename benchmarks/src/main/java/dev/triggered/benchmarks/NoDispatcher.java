package dev.triggered.benchmarks;

import dev.triggered.Lane;
import dev.triggered.SendResult;
import dev.triggered.SmtpReply;
import dev.triggered.spi.Dispatcher;
import dev.triggered.spi.LaneDispatcher;
import dev.triggered.spi.OutgoingMail;
import java.io.OutputStream;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Accepts every mail at once, unless it is told to answer otherwise, and sends none. Answers come on threads of its own, as those of connections do. */
final class NoDispatcher implements Dispatcher {
    private static final int CAPACITY = 256;
    private static final int ANSWERING = 16;
    static final SendResult TAKEN = new SendResult.Accepted("relay.example:25", new SmtpReply(250, "2.0.0", "taken"));

    private final ExecutorService answering = Executors.newFixedThreadPool(ANSWERING);
    private final Function<OutgoingMail, SendResult> answer;

    /** Runs a task whenever a mail is handed to it. */
    NoDispatcher(Runnable onSend) {
        this(mail -> {
            onSend.run();
            return TAKEN;
        });
    }

    /** Asks for an answer whenever a mail is handed to it. */
    NoDispatcher(Function<OutgoingMail, SendResult> answer) {
        this.answer = answer;
    }

    @Override
    public LaneDispatcher open(Lane lane) {
        return new LaneDispatcher() {
            @Override
            public int capacity() {
                return CAPACITY;
            }

            @Override
            public void send(OutgoingMail mail, Consumer<SendResult> whenDone) {
                SendResult result = answer.apply(mail);
                answering.execute(() -> whenDone.accept(result));
            }
        };
    }

    @Override
    public void compose(OutgoingMail mail, OutputStream out) {
        throw new UnsupportedOperationException("nothing is put on the wire");
    }

    @Override
    public void close() {
        answering.shutdown();
    }
}
