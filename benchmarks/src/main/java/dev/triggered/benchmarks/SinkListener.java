package dev.triggered.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** One port of the sink: a thread for all its connections, and one more for the delay where it seems to be far away. */
final class SinkListener {
    private static final int BACKLOG = 1_024;

    private final SinkPort port;
    private final SinkTally tally = new SinkTally();
    private final Selector selector;
    private final ServerSocketChannel channel;
    private final DelayLine delay;

    private SinkListener(SinkPort port, Selector selector, ServerSocketChannel channel) {
        this.port = port;
        this.selector = selector;
        this.channel = channel;
        this.delay = new DelayLine(port.roundTripMillis());
    }

    static SinkListener open(SinkPort port) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        SinkListener listener = new SinkListener(port, Selector.open(), channel);
        channel.configureBlocking(false);
        channel.register(listener.selector, SelectionKey.OP_ACCEPT);
        daemon(listener::run);
        if (port.roundTripMillis() > 0) {
            daemon(listener.delay::run);
        }
        return listener;
    }

    int number() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    SinkTally tally() {
        return tally;
    }

    private void run() {
        try {
            while (true) {
                selector.select(this::serve);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(SelectionKey key) {
        if (!(key.attachment() instanceof SinkConnection connection)) {
            accept();
            return;
        }
        try {
            if (port.roundTripMillis() > 0) {
                connection.turn(delay);
            } else {
                connection.turn();
            }
        } catch (IOException | CancelledKeyException e) {
            connection.close();
        }
    }

    private void accept() {
        try {
            SocketChannel accepted = channel.accept();
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SelectionKey key = accepted.register(selector, SelectionKey.OP_READ);
            SinkConnection connection = new SinkConnection(accepted, key, new SinkDialogue(port, tally));
            key.attach(connection);
            if (port.roundTripMillis() > 0) {
                connection.answer(delay);
            } else {
                connection.answer();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
