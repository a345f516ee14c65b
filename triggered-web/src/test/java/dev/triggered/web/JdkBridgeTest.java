package dev.triggered.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The JDK's own server. */
class JdkBridgeTest extends BridgeContract {
    private final List<TriggeredWeb> servers = new ArrayList<>();

    @Override
    URI serve(TriggeredWeb.Builder web) {
        TriggeredWeb server = web.serve(0);
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.address().getPort());
    }

    @Override
    void stop() {
        servers.forEach(TriggeredWeb::close);
    }
}
