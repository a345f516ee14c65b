package dev.triggered.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.TriggeredMail;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.web.Credentials;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/web.md}, the example that it is taken from, and the paths that it names. */
class WebGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "web.md");

    @Test
    void its_code_is_code_that_compiles() throws IOException {
        String source = Snippets.source(WebDemo.class);

        assertThat(Snippets.statements(Files.readString(GUIDE)))
                .hasSize(2)
                .allSatisfy(statement -> assertThat(source).contains(statement));
    }

    @Test
    void it_names_each_path_and_each_role_and_no_other_path() throws Exception {
        String guide = Files.readString(GUIDE);

        assertThat(names(guide, "`(?:GET|POST|PUT|DELETE) (/[^`]*)`")).containsExactlyInAnyOrderElementsOf(paths());
        assertThat(Role.values()).allSatisfy(role -> assertThat(guide).contains("`" + role + "`"));
    }

    @Test
    void an_order_comes_by_http_and_its_mail_arrives() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        WebDemo.run(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("200 ")
                .contains("\"verdict\":\"ACCEPTED\"", "Your order 4711 is on its way.");
    }

    /** Returns the paths of the API, without what stands before all of them. */
    private static List<String> paths() throws Exception {
        String token = Credentials.newToken();
        try (TriggeredMail mail = TriggeredMail.builder()
                        .senderDomain("notify.acme.example")
                        .templates(MustacheTemplates.inCode())
                        .dispatcher(CapturingDispatcher.create())
                        .start();
                TriggeredWeb web = TriggeredWeb.of(mail)
                        .authorizer(Credentials.none().token("reader", Credentials.hashToken(token), Role.VIEWER))
                        .serve(0)) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + web.address().getPort() + "/openapi.json"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            String document = HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
            return names(document, "\"/api/v1(/[^\"]*)\":\\{");
        }
    }

    private static List<String> names(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .distinct()
                .toList();
    }
}
