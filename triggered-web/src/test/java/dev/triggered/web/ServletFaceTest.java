package dev.triggered.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

/** A servlet in a container, under a path of the host. */
class ServletFaceTest extends FaceContract {
    private final JettyHost host = new JettyHost();

    @Override
    URI serve(TriggeredWeb.Builder web) throws Exception {
        return host.serve(web);
    }

    @Override
    void stop() throws Exception {
        host.stop();
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
