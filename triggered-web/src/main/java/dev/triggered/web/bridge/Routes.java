package dev.triggered.web.bridge;

import dev.triggered.web.Role;
import dev.triggered.web.http.Handler;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Takes;
import java.util.Set;

/** Routes whose refusals have the form of all replies. */
final class Routes {
    private Routes() {}

    static Route get(String path, Handler handler) {
        return route("GET", path, handler, Role.VIEWER);
    }

    static Route post(String path, Handler handler, Role... roles) {
        return route("POST", path, handler, roles);
    }

    private static Route route(String method, String path, Handler handler, Role... roles) {
        return new Route(method, BridgeSite.BASE + path, Set.of(roles), Takes.LOOSE_JSON, call -> {
            try {
                return handler.handle(call);
            } catch (Refusal e) {
                return e.reply();
            }
        });
    }

    /** Replies that a change was made, of which there is nothing to say. */
    static Reply done() {
        return Envelope.ok("");
    }
}
