package dev.triggered.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A container that serves servlets under a path of the host. */
final class JettyHost {
    private final List<Server> servers = new ArrayList<>();

    URI serve(TriggeredWeb.Builder web) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/shop");
        context.addServlet(new ServletHolder(new TriggeredServlet(web)), "/mail/*");
        server.setHandler(context);
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/shop/mail");
    }

    void stop() throws Exception {
        for (Server server : servers) {
            server.stop();
        }
    }
}
