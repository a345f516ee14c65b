package dev.triggered.web;

import java.net.URI;

/** A servlet in a container, under a path of the host. */
class ServletBridgeTest extends BridgeContract {
    private final JettyHost host = new JettyHost();

    @Override
    URI serve(TriggeredWeb.Builder web) throws Exception {
        return host.serve(web);
    }

    @Override
    void stop() throws Exception {
        host.stop();
    }
}
