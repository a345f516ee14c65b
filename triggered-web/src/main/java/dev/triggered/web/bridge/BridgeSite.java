package dev.triggered.web.bridge;

import dev.triggered.TriggeredMail;
import dev.triggered.web.Authorizer;
import dev.triggered.web.ContactLookup;
import dev.triggered.web.http.Guard;
import dev.triggered.web.http.Incoming;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Site;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is below {@code /api/v2}. Thread-safe. */
public final class BridgeSite {
    static final String BASE = "/api/v2";

    private final Site site;

    private BridgeSite(Site site) {
        this.site = site;
    }

    /**
     * Puts a bridge together.
     *
     * @param numbers what numbers stand for
     * @param mail what is served
     * @param keys the fields by which contacts are known, beside those that are there anyway
     * @param users who comes with WSSE, by name
     * @param access what keeps others out
     * @return the bridge
     */
    public static BridgeSite of(
            Numbers numbers,
            TriggeredMail mail,
            Map<String, ContactLookup> keys,
            Map<String, WsseUser> users,
            Access access) {
        Wsse wsse = new Wsse(users, access.authorizer, access.clock);
        List<Route> routes = Stream.of(
                        new TriggerBridge(mail, numbers, new Keys(keys)).routes(),
                        new EventBridge(mail, numbers).routes(),
                        new StreamBridge(mail, numbers).routes(),
                        new LookBridge(mail, numbers, access.clock).routes())
                .flatMap(List::stream)
                .toList();
        return new BridgeSite(new Site(
                Optional.of(wsse),
                Optional.empty(),
                routes,
                access.guard,
                (request, reply) -> Envelope.dress(reply, wsse.challenges())));
    }

    /**
     * Says whether a request is for the bridge.
     *
     * @param request the request
     * @return {@code true} for all paths below it, whether or not there is something
     */
    public boolean has(Incoming request) {
        return request.path().equals(BASE) || request.path().startsWith(BASE + "/");
    }

    /**
     * Answers a request. Throws nothing.
     *
     * @param request one that the bridge has; a slash at the end of its path counts for nothing
     * @return the answer
     */
    public Reply handle(Incoming request) {
        String path = request.path();
        return site.handle(path.endsWith("/") ? request.at(path.substring(0, path.length() - 1)) : request);
    }

    /**
     * What keeps others out.
     *
     * @param authorizer recognises who comes with a bearer token; without one only WSSE is known
     * @param guard what is refused
     * @param clock what tells the time
     */
    public record Access(Optional<Authorizer> authorizer, Guard guard, InstantSource clock) {}
}
