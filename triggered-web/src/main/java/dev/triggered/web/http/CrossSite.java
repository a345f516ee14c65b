package dev.triggered.web.http;

import java.util.Locale;
import java.util.Optional;

/**
 * Refuses what another site has a browser send. A browser adds passwords and cookies to that by itself, so that credentials prove nothing.
 * What is no browser sends neither of the two fields that are looked at.
 */
final class CrossSite {
    private CrossSite() {}

    static void refuse(Incoming request) {
        Optional<String> site = request.header("Sec-Fetch-Site").map(value -> value.toLowerCase(Locale.ROOT));
        boolean ours = site.isPresent()
                ? site.get().equals("same-origin") || site.get().equals("none")
                : request.header("Origin")
                        .map(origin -> isOf(origin, request.header("Host").orElse("")))
                        .orElse(true);
        if (!ours) {
            throw new ProblemException(403, "a page of another site sent this: nothing is changed from there");
        }
    }

    private static boolean isOf(String origin, String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && !host.isEmpty() && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }
}
