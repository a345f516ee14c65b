package dev.triggered.examples;

import dev.triggered.MessageListener;
import dev.triggered.TriggeredMail;
import dev.triggered.templates.CampaignImport;
import dev.triggered.web.Credentials;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The dashboard of the shop on this machine, open to whoever reads the console, while customers keep coming. */
final class ShopDashboard implements AutoCloseable {
    private static final String NAME = "operator";

    private final ShopTraffic traffic = new ShopTraffic();
    private final String password = Credentials.newToken();
    private final TriggeredMail mail;
    private final TriggeredWeb web;

    private ShopDashboard(Function<MessageListener, TriggeredMail> start) {
        AtomicReference<@Nullable TriggeredMail> started = new AtomicReference<>();
        this.mail = start.apply(step -> {
            TriggeredMail here = started.get();
            if (here != null) {
                traffic.heard(here, step);
            }
        });
        started.set(mail);
        Credentials credentials =
                Credentials.none().user(NAME, Credentials.hashPassword(password.toCharArray()), Role.OPERATOR);
        this.web = TriggeredWeb.of(mail)
                .authorizer(credentials)
                .importer(file -> CampaignImport.file(file).content())
                .serve(0);
    }

    /** Opens it, and says where it is and who may look at it. */
    static ShopDashboard open(Function<MessageListener, TriggeredMail> start, PrintStream out) {
        ShopDashboard dashboard = new ShopDashboard(start);
        dashboard.traffic.start(dashboard.mail);
        out.println();
        out.println("The dashboard is at " + dashboard.address());
        out.println("  name " + NAME + ", password " + dashboard.password + ", for this run only");
        out.println("Customers keep coming, and some mails come back. Ctrl-C ends it.");
        return dashboard;
    }

    String address() {
        return "http://127.0.0.1:" + web.address().getPort() + "/dashboard";
    }

    /** Stays open until the process ends. */
    void stay() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Override
    public void close() {
        traffic.close();
        web.close();
        mail.close();
    }
}
