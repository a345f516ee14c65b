package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** A servlet in a container, under a path of the host. */
class ServletFaceTest extends FaceContract {
    private final List<Server> servers = new ArrayList<>();

    @Override
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

    @Override
    void stop() throws Exception {
        for (Server server : servers) {
            server.stop();
        }
    }

    @Test
    void the_host_recognises_callers_by_a_session_of_its_own() throws Exception {
        URI base = serve(TriggeredWeb.of(shop.mail)
                .authorizer(request -> request.unwrap(HttpServletRequest.class)
                        .filter(servlet -> "7".equals(request.cookie("session").orElse("")))
                        .map(servlet -> Caller.of("jane", Role.VIEWER))));
        Client client = new Client(base, "");

        assertThat(client.get("/api/v1/streams").status()).isEqualTo(403);
        assertThat(client.send("GET", "/api/v1/streams", BodyPublishers.noBody(), "Cookie", "a=b; session=7")
                        .status())
                .isEqualTo(200);
    }
}
