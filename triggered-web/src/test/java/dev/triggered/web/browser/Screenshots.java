package dev.triggered.web.browser;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.triggered.web.Caller;
import dev.triggered.web.Role;
import dev.triggered.web.TriggeredWeb;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Takes a picture of each page in light, in dark and on a phone, of a shop that had a busy day. Run by hand: the folder for the pictures, and the
 * paths, or none for the main ones.
 */
final class Screenshots {
    private static final List<String> PATHS = List.of(
            "/dashboard",
            "/dashboard/streams",
            "/dashboard/streams/order-confirmation",
            "/dashboard/streams/order-confirmation/edit",
            "/dashboard/messages",
            "/dashboard/suppressions");

    private final Chromium chromium;
    private final URI base;
    private final Path folder;

    private Screenshots(Chromium chromium, URI base, Path folder) {
        this.chromium = chromium;
        this.base = base;
        this.folder = folder;
    }

    public static void main(String[] arguments) {
        Path browser = Chromium.find(System.getenv("PATH")).orElseThrow();
        try (BusyDay day = BusyDay.lived();
                TriggeredWeb web = TriggeredWeb.of(day.mail())
                        .authorizer(request -> Optional.of(Caller.of("olga", Role.OPERATOR)))
                        .clock(day.clock())
                        .serve(0);
                Chromium chromium = Chromium.start(browser)) {
            URI base = URI.create("http://127.0.0.1:" + web.address().getPort());
            Screenshots screenshots = new Screenshots(chromium, base, Path.of(arguments[0]));
            List<String> paths = arguments.length > 1 ? List.of(arguments).subList(1, arguments.length) : PATHS;
            paths.forEach(screenshots::take);
        }
    }

    private void take(String path) {
        take(path, "light", window(1_280, 860));
        take(path, "dark", window(1_280, 860).setColorScheme(ColorScheme.DARK));
        take(path, "phone", window(390, 844));
    }

    private static NewContextOptions window(int width, int height) {
        return new NewContextOptions()
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE);
    }

    private void take(String path, String kind, NewContextOptions options) {
        String name = path.substring(1).replace('/', '-') + "-" + kind + ".png";
        try (Visit visit = new Visit(chromium.open(options), base)) {
            visit.open(path);
            visit.page().waitForLoadState();
            visit.page().screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)));
        }
    }
}
