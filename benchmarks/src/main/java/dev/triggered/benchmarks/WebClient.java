package dev.triggered.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to a server that is kept open. It does as little as can be, for it takes time from the server's processor. */
final class WebClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final String header;

    WebClient(InetSocketAddress address, String token) throws IOException {
        this.socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
        this.header = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: en\r\nAuthorization: Bearer " + token + "\r\n";
    }

    Answer get(String path) throws IOException {
        return send("GET " + path + header + "\r\n");
    }

    Answer post(String path, String json) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return send("POST " + path + header + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n"
                + json);
    }

    private Answer send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        String status = line();
        int length = 0;
        for (String field = line(); !field.isEmpty(); field = line()) {
            if (field.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(field.substring(15).strip());
            }
        }
        byte[] content = in.readNBytes(length);
        return new Answer(Integer.parseInt(status.substring(9, 12)), new String(content, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("the server has closed the connection");
            }
            if (octet != '\r') {
                line.write(octet);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What was answered. */
    record Answer(int status, String body) {}
}
