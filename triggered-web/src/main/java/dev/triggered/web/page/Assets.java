package dev.triggered.web.page;

import dev.triggered.web.http.Call;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The scripts and styles of the pages: those that are named here and no others. Their addresses change with their contents. Thread-safe. */
final class Assets {
    private static final String HTMX = "META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final int HASH = 12;

    private final Map<String, Asset> byAddress = new LinkedHashMap<>();
    private final Map<String, Object> addresses = new LinkedHashMap<>();

    Assets() {
        add("css", "dashboard.css", "text/css; charset=utf-8", Resources.bytes("dashboard.css"));
        add("icon", "icon.svg", "image/svg+xml", Resources.bytes("icon.svg"));
        add("js", "dashboard.js", SCRIPT, Resources.bytes("dashboard.js"));
        add("htmx", "htmx.js", SCRIPT, Resources.foreign(HTMX));
    }

    private void add(String name, String file, String type, byte[] bytes) {
        String hash = hash(bytes);
        String address = hash.substring(0, HASH) + "-" + file;
        byAddress.put(address, new Asset(type, bytes, "\"" + hash + "\""));
        addresses.put(name, address);
    }

    /** Returns the last part of each address, by what templates call it. */
    Map<String, Object> addresses() {
        return addresses;
    }

    Reply serve(Call call) {
        Asset asset = byAddress.get(call.variable("file"));
        if (asset == null) {
            throw new ProblemException(404, "there is no such file");
        }
        boolean known =
                call.request().header("If-None-Match").filter(asset.tag::equals).isPresent();
        Reply reply = known ? Reply.of(304) : Reply.bytes(200, asset.type, asset.bytes);
        return reply.header("ETag", asset.tag).header("Cache-Control", "private, max-age=31536000, immutable");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** A file, in memory. */
    private static final class Asset {
        private final String type;
        private final byte[] bytes;
        private final String tag;

        private Asset(String type, byte[] bytes, String tag) {
            this.type = type;
            this.bytes = bytes;
            this.tag = tag;
        }
    }
}
