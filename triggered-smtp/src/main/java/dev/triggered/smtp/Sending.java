package dev.triggered.smtp;

import java.time.InstantSource;

/** What all lanes of a dispatcher send with. */
record Sending(String relay, MimeComposer composer, Connector connector, PoolPolicy policy, InstantSource clock) {}
