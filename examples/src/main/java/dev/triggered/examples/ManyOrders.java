package dev.triggered.examples;

import dev.triggered.MessageListener;
import dev.triggered.MessageState;
import dev.triggered.MessageStep;
import dev.triggered.Trigger;
import dev.triggered.TriggerReceipt;
import dev.triggered.TriggeredMail;
import dev.triggered.Verdict;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Triggers many orders while their confirmations are sent, and says on one line how far it has come. A process that ends in the
 * middle loses nothing: the next one triggers the same orders under the same ids, and sends what is not sent.
 */
final class ManyOrders implements MessageListener {
    private static final int STRIDE = 20;

    private final PrintStream out;
    private final int count;
    private int events;
    private long accepted;
    private long known;
    private long sent;
    private long ended;

    private ManyOrders(int count, PrintStream out) {
        this.count = count;
        this.out = out;
    }

    /**
     * Runs until all is sent.
     *
     * @param start starts to send from the folder, with a listener
     */
    static void run(DemoArguments arguments, Function<MessageListener, TriggeredMail> start, PrintStream out)
            throws InterruptedException {
        Path folder = arguments.data();
        ShopFolder.Counts before = ShopFolder.count(folder);
        out.println("process " + ProcessHandle.current().pid() + " keeps its mail in " + folder + ": "
                + before.waiting() + " messages wait from last time, " + before.sent() + " were sent");
        ManyOrders orders = new ManyOrders(arguments.plan().many(), out);
        try (TriggeredMail mail = start.apply(orders)) {
            orders.triggerAll(mail, arguments.to());
            orders.awaitEnds(before.waiting());
        }
        orders.sum(before, ShopFolder.count(folder));
    }

    private void triggerAll(TriggeredMail mail, String recipient) {
        for (int number = 1; number <= count; number++) {
            Order order = ShopDemo.order(String.valueOf(number));
            TriggerReceipt receipt = mail.trigger(
                    ShopDemo.ORDER_PLACED,
                    Trigger.to(recipient)
                            .with("order", order)
                            .attach(ShopDemo.logo())
                            .id("order-" + number));
            add(receipt.orThrow().answers().get(0).verdict());
        }
    }

    private synchronized void add(Verdict verdict) {
        if (verdict == Verdict.ACCEPTED) {
            accepted++;
        } else {
            known++;
        }
        progress();
    }

    @Override
    public synchronized void onStep(MessageStep step) {
        if (step.state() == MessageState.SENT) {
            sent++;
            progress();
        }
        if (step.state().isEnd()) {
            ended++;
            notifyAll();
        }
    }

    private synchronized void awaitEnds(long waiting) throws InterruptedException {
        while (ended < waiting + accepted) {
            wait();
        }
    }

    private void progress() {
        if (++events % STRIDE == 0) {
            out.print("\r" + line());
            out.flush();
        }
    }

    private synchronized String line() {
        return accepted + " accepted, " + known + " known (DUPLICATE), " + sent + " sent";
    }

    private synchronized void sum(ShopFolder.Counts before, ShopFolder.Counts after) {
        out.println("\r" + line());
        out.println("done: " + count + " orders, " + accepted + " accepted now and " + known + " before; "
                + (after.sent() - before.sent()) + " mails sent now and " + before.sent() + " before; "
                + after.waiting()
                + " wait");
    }
}
