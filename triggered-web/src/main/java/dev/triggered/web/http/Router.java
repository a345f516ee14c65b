package dev.triggered.web.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. Immutable. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route without variables goes before one with them, where both match. */
    Match match(Incoming request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<Match> there = PathText.segments(request.path()).map(this::at).orElse(List.of());
        Optional<Match> found = there.stream()
                .filter(match -> match.route.method().equals(method))
                .min((a, b) -> Integer.compare(a.variables.size(), b.variables.size()));
        if (found.isPresent()) {
            return found.get();
        }
        if (there.isEmpty()) {
            throw new ProblemException(404, "there is nothing at this path");
        }
        TreeSet<String> allowed = new TreeSet<>();
        there.forEach(match -> allowed.add(match.route.method()));
        throw ProblemException.notAllowed(allowed);
    }

    private List<Match> at(List<String> segments) {
        return routes.stream()
                .flatMap(route -> route.match(segments).map(variables -> new Match(route, variables)).stream())
                .toList();
    }

    record Match(Route route, Map<String, String> variables) {}
}
