package dev.triggered.tracking.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server, hides what it offers, and cuts connections. */
final class ImapProxy implements AutoCloseable {
    private final int target;
    private final String hidden;
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    /**
     * Starts a proxy.
     *
     * @param target the port of the server
     * @param hidden a word that nobody is to see in what the server says
     */
    ImapProxy(int target, String hidden) throws IOException {
        this.target = target;
        this.hidden = hidden;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns all that clients have said. */
    String said() {
        return String.join("", said);
    }

    int connections() {
        return sockets.size() / 2;
    }

    /** Ends all connections; new ones can be made. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(client, behind));
            start(() -> pump(client, behind, false));
            start(() -> pump(behind, client, true));
        }
    }

    private void pump(Socket from, Socket to, boolean fromServer) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[65_536];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                if (fromServer) {
                    text = text.replace(hidden, "X".repeat(hidden.length()));
                } else {
                    said.add(text);
                }
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
    }

    private static void start(Loop loop) {
        Thread thread = new Thread(() -> {
            try {
                loop.run();
            } catch (IOException e) {
                // The connection was cut.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Loop {
        void run() throws IOException;
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
