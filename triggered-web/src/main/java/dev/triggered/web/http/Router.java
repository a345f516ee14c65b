package dev.triggered.web.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the route of a request among those with paths of as many segments. Immutable. */
final class Router {
    private final Map<Integer, List<PathTemplate>> byLength;

    Router(List<Route> routes) {
        this.byLength = routes.stream()
                .map(PathTemplate::of)
                .collect(Collectors.groupingBy(template -> template.segments.size()));
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
        List<Match> matches = new ArrayList<>();
        for (PathTemplate template : byLength.getOrDefault(segments.size(), List.of())) {
            if (template.fits(segments)) {
                matches.add(new Match(template.route, template.variables(segments)));
            }
        }
        return matches;
    }

    record Match(Route route, Map<String, String> variables) {}

    /** The path of a route, whose variables are segments in braces. */
    private record PathTemplate(Route route, List<String> segments) {
        static PathTemplate of(Route route) {
            return new PathTemplate(route, List.of(route.path().substring(1).split("/", -1)));
        }

        boolean fits(List<String> path) {
            for (int i = 0; i < path.size(); i++) {
                if (!isVariable(i) && !segments.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }

        Map<String, String> variables(List<String> path) {
            Map<String, String> variables = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                if (isVariable(i)) {
                    String name = segments.get(i);
                    variables.put(name.substring(1, name.length() - 1), path.get(i));
                }
            }
            return variables;
        }

        private boolean isVariable(int index) {
            return segments.get(index).startsWith("{");
        }
    }
}
