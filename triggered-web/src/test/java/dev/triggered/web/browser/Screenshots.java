package dev.triggered.web.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ViewportSize;
import dev.triggered.TriggeredMail;
import dev.triggered.templates.CampaignImport;
import dev.triggered.templates.MustacheTemplates;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.web.Caller;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes a picture of each page, in light and in dark, on a desk and on a phone: of a shop that had a busy day, of one that has something
 * everywhere, and of one that has nothing. Run by hand: the folder for the pictures, and what the names of the pictures begin with, where
 * not all are wanted.
 */
final class Screenshots {
    private static final String ROOT = "/dashboard";
    private static final String HEIGHT = "() => document.documentElement.scrollHeight";
    private static final String FOLDED = "details:not(.chart details)";
    private static final String UNFOLD =
            "folded => document.querySelectorAll(folded).forEach(each => each.open = true)";
    private static final List<String> SECTIONS = List.of(
            "",
            "/streams",
            "/messages",
            "/dead-letters",
            "/broadcasts",
            "/programs",
            "/events",
            "/suppressions",
            "/feedback");

    private final Chromium chromium;
    private final Path folder;
    private final String wanted;

    private Screenshots(Chromium chromium, Path folder, String wanted) {
        this.chromium = chromium;
        this.folder = folder;
        this.wanted = wanted;
    }

    public static void main(String[] arguments) {
        Path browser = Chromium.find(System.getenv("PATH")).orElseThrow();
        String wanted = arguments.length > 1 ? arguments[1] : "";
        try (Chromium chromium = Chromium.start(browser)) {
            Screenshots screenshots = new Screenshots(chromium, Path.of(arguments[0]), wanted);
            if ("busy".startsWith(wanted) || wanted.startsWith("busy")) {
                try (BusyDay day = BusyDay.lived()) {
                    screenshots.take("busy", TriggeredWeb.of(day.mail()).clock(day.clock()), busy());
                }
            }
            try (FullShop shop = FullShop.filled()) {
                screenshots.take(
                        "full",
                        TriggeredWeb.of(shop.mail())
                                .importer(file -> CampaignImport.file(file).content())
                                .webhooks(FullShop::webhooks),
                        full(shop));
            }
            try (TriggeredMail nothing = TriggeredMail.builder()
                    .senderDomain("notify.acme.example")
                    .templates(MustacheTemplates.inCode())
                    .dispatcher(CapturingDispatcher.create())
                    .start()) {
                screenshots.take("empty", TriggeredWeb.of(nothing).webhooks(List::of), empty());
            }
        }
    }

    /** Returns the pages of each section, by the names of their pictures. */
    private static Map<String, String> sections() {
        Map<String, String> pages = new TreeMap<>();
        SECTIONS.forEach(path -> pages.put(path.isEmpty() ? "overview" : path.substring(1), path));
        return pages;
    }

    private static Map<String, String> busy() {
        Map<String, String> pages = sections();
        pages.put("stream", "/streams/order-confirmation");
        pages.put("stream-tracked", "/streams/shipping-notice?period=DAY");
        pages.put("stream-month", "/streams/order-confirmation?period=MONTH");
        pages.put("messages-none", "/messages?recipient=nobody@example.com");
        return pages;
    }

    private static Map<String, String> full(FullShop shop) {
        Map<String, String> pages = sections();
        shop.messages().forEach((state, id) -> pages.put("message-" + state, "/messages/" + id));
        pages.put("webhooks", "/webhooks");
        pages.put("new-stream", "/new-stream");
        pages.put("stream", "/streams/order-confirmation");
        pages.put("stream-stopped", "/streams/" + FullShop.LONG_NAME);
        pages.put("edit", "/streams/order-confirmation/edit");
        pages.put("preview", "/streams/order-confirmation/preview");
        pages.put("versions", "/streams/order-confirmation/versions");
        pages.put("version", "/streams/order-confirmation/versions/2");
        pages.put("broadcast", "/broadcasts/" + FullShop.DONE);
        pages.put("broadcast-paused", "/broadcasts/" + FullShop.PAUSED);
        pages.put("program", "/programs/" + FullShop.PROGRAM);
        pages.put("enrolment", "/enrolments/" + shop.enrolment());
        pages.put("enrolments", "/enrolments?address=jane@example.com");
        pages.put("event", "/events/order-placed");
        pages.put("error-404", "/streams/not-there");
        pages.put("error-422", "/dead-letters?code=many");
        return pages;
    }

    private static Map<String, String> empty() {
        Map<String, String> pages = sections();
        pages.put("webhooks", "/webhooks");
        pages.put("new-stream", "/new-stream");
        pages.put("enrolments", "/enrolments?address=jane@example.com");
        return pages;
    }

    private void take(String shop, TriggeredWeb.Builder builder, Map<String, String> pages) {
        try (TriggeredWeb web = builder.authorizer(request -> Optional.of(Caller.of("olga", Role.OPERATOR)))
                .serve(0)) {
            URI base = URI.create("http://127.0.0.1:" + web.address().getPort());
            take(base, shop, pages, "light", window(1_280, 860));
            take(base, shop, pages, "dark", window(1_280, 860).setColorScheme(ColorScheme.DARK));
            take(base, shop, pages, "phone", window(360, 740));
            take(base, shop, pages, "phone-dark", window(360, 740).setColorScheme(ColorScheme.DARK));
        }
    }

    private static NewContextOptions window(int width, int height) {
        return new NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    private void take(URI base, String shop, Map<String, String> pages, String kind, NewContextOptions options) {
        try (Visit visit = new Visit(chromium.open(options), base)) {
            ViewportSize window = visit.page().viewportSize();
            pages.forEach((page, path) -> {
                String name = shop + "-" + page + "-" + kind + ".png";
                if (name.startsWith(wanted)) {
                    visit.page().setViewportSize(window.width, window.height);
                    visit.open(ROOT + path);
                    take(visit.page(), folder.resolve(name));
                    if (visit.page().locator(FOLDED).count() > 0) {
                        visit.page().evaluate(UNFOLD, FOLDED);
                        take(visit.page(), folder.resolve("open-" + name));
                    }
                }
            });
        }
    }

    /** Takes the whole page in a window that is as high, so that all frames are drawn. */
    private static void take(Page page, Path file) {
        page.setViewportSize(page.viewportSize().width, (int) page.evaluate(HEIGHT));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
