package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JDK's own server, and clients that take their time. */
class JdkFaceTest extends FaceContract {
    private static final WebLimits SHORT = WebLimits.standard().time(Duration.ofMillis(700));

    private final List<TriggeredWeb> servers = new ArrayList<>();

    @Override
    URI serve(TriggeredWeb.Builder web) {
        TriggeredWeb server = web.serve(0);
        servers.add(server);
        InetSocketAddress address = server.address();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    @Override
    void stop() {
        servers.forEach(TriggeredWeb::close);
    }

    @Test
    void it_listens_where_nobody_else_reads_along() {
        serve(shop.web());

        assertThat(servers.get(0).address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void whoever_sends_a_header_drop_by_drop_is_cut_off() throws Exception {
        URI base = serve(shop.web().limits(SHORT));

        assertThat(isCutOff(base, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")).isTrue();
    }

    @Test
    void whoever_sends_a_content_drop_by_drop_is_cut_off() throws Exception {
        URI base = serve(shop.web().limits(SHORT));

        assertThat(isCutOff(
                        base,
                        "POST /api/v1/events/order-placed/triggers HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + Shop.APPLICATION + "\r\nContent-Length: 10000\r\n\r\n{"))
                .isTrue();
    }

    @Test
    void a_hundred_who_say_nothing_more_keep_nobody_else_waiting() throws Exception {
        URI base = serve(shop.web().limits(SHORT));
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(base.getHost(), base.getPort());
                socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
                silent.add(socket);
            }

            assertThat(new Client(base, Shop.VIEWER).get("/api/v1/streams").status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void whoever_does_not_take_an_answer_is_cut_off() throws Exception {
        StringBuilder many = new StringBuilder("address,reason\n");
        for (int i = 0; i < 200_000; i++) {
            many.append("somebody.with.a.long.name.").append(i).append("@example.com,GLOBAL\n");
        }
        shop.mail.suppressions().importCsv(new StringReader(many.toString()));
        URI base = serve(shop.web().limits(SHORT));
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(servers.get(0).address());
            String request = "GET /api/v1/suppressions/export HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                    + Shop.VIEWER + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(30)).until(() -> !takes(socket));
        }
        assertThat(new Client(base, Shop.VIEWER).get("/api/v1/streams").status())
                .isEqualTo(200);
    }

    private static boolean takes(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a byte again and again, as long as the server keeps the connection. */
    private static boolean isCutOff(URI base, String begin) throws IOException {
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10);
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(30)).until(() -> !takesMore(socket));
            return true;
        }
    }

    private static boolean takesMore(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            InputStream in = socket.getInputStream();
            int octet = in.read();
            while (octet >= 0) {
                octet = in.read();
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
