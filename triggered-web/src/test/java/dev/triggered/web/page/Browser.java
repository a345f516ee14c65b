package dev.triggered.web.page;

import dev.triggered.web.Client;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Looks at pages as somebody, in a language, and sends their forms. */
final class Browser {
    private final Client client;
    private final String language;

    Browser(Client client, String language) {
        this.client = client;
        this.language = language;
    }

    Client.Answer get(String path) throws Exception {
        return client.send("GET", path, BodyPublishers.noBody(), "Accept-Language", language);
    }

    Document page(String path) throws Exception {
        return Jsoup.parse(get(path).body(), client.base() + path);
    }

    /** Sends a form as a page would, with the token of one. */
    Client.Answer submit(String path, String... fields) throws Exception {
        String token =
                page("/dashboard/suppressions").select("input[name=token]").attr("value");
        return post(path, "token=" + token + "&" + encoded(fields));
    }

    /** Sends a form with a file as a page would, with the token of one. */
    Client.Answer upload(String path, byte[] file, String... fields) throws Exception {
        String token =
                page("/dashboard/suppressions").select("input[name=token]").attr("value");
        return uploadWith(token, path, file, fields);
    }

    Client.Answer uploadWith(String token, String path, byte[] file, String... fields) throws Exception {
        StringBuilder form = new StringBuilder(part("token", token));
        for (int i = 0; i < fields.length; i += 2) {
            form.append(part(fields[i], fields[i + 1]));
        }
        form.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"campaign\"\r\n\r\n");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(form.toString().getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.send(
                "POST",
                path,
                BodyPublishers.ofByteArray(body.toByteArray()),
                "Content-Type",
                "multipart/form-data; boundary=x",
                "Accept-Language",
                language,
                "Sec-Fetch-Site",
                "same-origin");
    }

    private static String part(String name, String value) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    Client.Answer post(String path, String form) throws Exception {
        return client.postAs(
                "application/x-www-form-urlencoded",
                path,
                form,
                "Accept-Language",
                language,
                "Sec-Fetch-Site",
                "same-origin");
    }

    private static String encoded(String... fields) {
        return IntStream.range(0, fields.length / 2)
                .mapToObj(i -> fields[2 * i] + "=" + URLEncoder.encode(fields[2 * i + 1], StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
