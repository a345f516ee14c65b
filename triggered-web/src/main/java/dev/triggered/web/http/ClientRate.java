package dev.triggered.web.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what each client asks, within a second, for the clients that asked last. Thread-safe; its memory is bounded. */
final class ClientRate {
    private static final int MOST_CLIENTS = 10_000;
    private static final int BYTES_OF_A_NETWORK = 8;

    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Bucket> clients = new Newest();

    ClientRate(int perSecond, InstantSource clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Says whether a client may ask, and counts that. */
    boolean admits(String client) {
        String key = key(client);
        Instant now = clock.instant();
        synchronized (clients) {
            Bucket bucket = clients.computeIfAbsent(key, unused -> new Bucket(perSecond, now.toEpochMilli()));
            return bucket.take(perSecond, now.toEpochMilli());
        }
    }

    int clients() {
        synchronized (clients) {
            return clients.size();
        }
    }

    /** Who has one address of IPv6 has 2 to the 64th of them. */
    private static String key(String client) {
        if (client.indexOf(':') < 0) {
            return client;
        }
        try {
            byte[] address = InetAddress.getByName(client).getAddress();
            return HexFormat.of().formatHex(Arrays.copyOf(address, Math.min(address.length, BYTES_OF_A_NETWORK)));
        } catch (UnknownHostException e) {
            return client;
        }
    }

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(int tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }

        boolean take(int perSecond, long now) {
            tokens = Math.min(perSecond, tokens + Math.max(0, now - at) / 1_000.0 * perSecond);
            at = now;
            if (tokens < 1) {
                return false;
            }
            tokens--;
            return true;
        }
    }

    private static final class Newest extends LinkedHashMap<String, Bucket> {
        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    }
}
