package dev.triggered.web.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A window of a browser, and all that went wrong in it: errors, warnings, breaches of the policy, and what was asked of elsewhere. */
final class Visit implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;
    private static final Set<String> WRONG = Set.of("error", "warning");

    private final BrowserContext context;
    private final Page page;
    private final URI base;
    private final List<String> troubles = new ArrayList<>();

    Visit(BrowserContext context, URI base) {
        this.context = context;
        this.base = base;
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.onConsoleMessage(this::said);
        context.onWebError(error -> troubles.add("thrown: " + error.error()));
        context.onRequest(this::asked);
        this.page = context.newPage();
    }

    private void said(ConsoleMessage message) {
        if (WRONG.contains(message.type())) {
            troubles.add(message.type() + ": " + message.text());
        }
    }

    private void asked(Request request) {
        String address = request.url();
        if (address.startsWith("http") && !address.startsWith(base + "/")) {
            troubles.add("asked of elsewhere: " + address);
        }
    }

    /** Goes to a path of the shop, or to an address. */
    Response open(String path) {
        return page.navigate(path.startsWith("/") ? base + path : path);
    }

    void press(String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    void follow(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    void fill(String label, String value) {
        page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)).fill(value);
    }

    Locator heading() {
        return page.locator("h1");
    }

    /** Returns the states that stand beside the heading. */
    Locator state() {
        return page.locator(".head .pill");
    }

    /** Returns the rows of the page's list. */
    Locator rows() {
        return page.locator("tbody tr");
    }

    Locator chart(String title) {
        return page.getByRole(
                AriaRole.FIGURE, new Page.GetByRoleOptions().setName(title).setExact(true));
    }

    BrowserContext context() {
        return context;
    }

    Page page() {
        return page;
    }

    /** Returns what went wrong until now. */
    List<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        context.close();
    }
}
