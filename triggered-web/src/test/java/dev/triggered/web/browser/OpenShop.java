package dev.triggered.web.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.HttpCredentials;
import com.microsoft.playwright.options.ReducedMotion;
import dev.triggered.MessageId;
import dev.triggered.MessageState;
import dev.triggered.Trigger;
import dev.triggered.web.Authorizer;
import dev.triggered.web.Credentials;
import dev.triggered.web.Role;
import dev.triggered.web.Shop;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.util.function.UnaryOperator;

/** A shop whose dashboard is served, and the people who look at it. */
final class OpenShop implements AutoCloseable {
    static final String OPERATOR = "olga";
    static final String VIEWER = "vera";
    static final String STREAM = "/dashboard/streams/order-confirmation";

    private static final String PASSWORD = Credentials.newToken();
    private static final Credentials PEOPLE = people(Credentials.hashPassword(PASSWORD.toCharArray()));

    final Shop shop = new Shop();
    private final TriggeredWeb web;

    OpenShop() {
        this(PEOPLE, web -> web);
    }

    OpenShop(Authorizer authorizer, UnaryOperator<TriggeredWeb.Builder> more) {
        this.web = more.apply(TriggeredWeb.of(shop.mail).authorizer(authorizer)).serve(0);
    }

    /** A shop that is set up in another way, and open to the same people. */
    static OpenShop with(UnaryOperator<TriggeredWeb.Builder> more) {
        return new OpenShop(PEOPLE, more);
    }

    private static Credentials people(String hash) {
        return Credentials.none().user(OPERATOR, hash, Role.OPERATOR).user(VIEWER, hash, Role.VIEWER);
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + web.address().getPort());
    }

    /** Somebody orders, and the mail gets as far as this. */
    MessageId order(String customer, MessageState state) {
        MessageId id = shop.mail
                .trigger("order-placed", Trigger.to(customer).with("number", "4711"))
                .answers()
                .get(0)
                .messageId()
                .orElseThrow();
        awaitState(id, state);
        return id;
    }

    void awaitState(MessageId id, MessageState state) {
        await().until(() -> shop.mail.messages().find(id).orElseThrow().state() == state);
    }

    /** Somebody comes with a name and a password. */
    Visit visit(Chromium chromium, String name, UnaryOperator<NewContextOptions> options) {
        return visit(chromium, options.apply(window().setHttpCredentials(new HttpCredentials(name, PASSWORD))));
    }

    Visit visit(Chromium chromium, String name) {
        return visit(chromium, name, options -> options);
    }

    /** Somebody comes, and says nothing about who it is. */
    Visit visit(Chromium chromium) {
        return visit(chromium, window());
    }

    private Visit visit(Chromium chromium, NewContextOptions options) {
        return new Visit(chromium.open(options), base());
    }

    private static NewContextOptions window() {
        return new NewContextOptions()
                .setLocale("en-GB")
                .setViewportSize(1_280, 900)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    @Override
    public void close() {
        web.close();
        shop.close();
    }
}
