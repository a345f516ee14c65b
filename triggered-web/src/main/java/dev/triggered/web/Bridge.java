package dev.triggered.web;

import dev.triggered.TriggeredMail;
import dev.triggered.web.bridge.BridgeSite;
import dev.triggered.web.bridge.Numbers;
import dev.triggered.web.bridge.WsseUser;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What integrations find that post to the API of Emarsys today: paths, documents and reply codes of its external events and mail streams,
 * below {@code /api/v2}. Immutable: each method returns another bridge.
 *
 * <pre>{@code
 * TriggeredWeb.of(mail)
 *         .authorizer(credentials)
 *         .bridge(Bridge.standard()
 *                 .user("shop", vault::shopsSecret, Role.TRIGGER)
 *                 .event(2354, "order-placed"))
 *         .serve(8025);
 * }</pre>
 *
 * <p>Callers come with a WSSE {@code UsernameToken} in the header field {@code X-WSSE}, or with a bearer token that the
 * {@link Authorizer} knows; passwords and cookies count for nothing there. {@link Role#TRIGGER} triggers, {@link Role#VIEWER} looks and
 * {@link Role#OPERATOR} changes.
 */
public final class Bridge {
    private static final Pattern USER = Pattern.compile("[^\"]+");

    private final Map<String, WsseUser> users;
    private final Map<String, ContactLookup> keys;
    private final Numbers.Given numbers;

    private Bridge(Map<String, WsseUser> users, Map<String, ContactLookup> keys, Numbers.Given numbers) {
        this.users = Map.copyOf(users);
        this.keys = Map.copyOf(keys);
        this.numbers = numbers;
    }

    /**
     * Returns a bridge without users, for bearer tokens. Contacts are known by their address ({@code key_id} 3 or {@code email}), or by the
     * key of the application's contact directory ({@code id}); events and streams by their own numbers.
     *
     * @return the bridge
     */
    public static Bridge standard() {
        return new Bridge(Map.of(), Map.of(), Numbers.Given.NONE);
    }

    /**
     * Returns this bridge with a user more. The digest of WSSE is made from the secret itself, so that no hash of it will do.
     *
     * @param name the name, without quotation marks
     * @param secret returns the secret, for each request; not blank
     * @param roles what the user may do
     * @return another bridge
     * @throws IllegalArgumentException if the name is taken or has a quotation mark
     */
    public Bridge user(String name, Supplier<String> secret, Role... roles) {
        if (!USER.matcher(name).matches() || users.containsKey(name)) {
            throw new IllegalArgumentException(
                    "the name of a user is its own and has no quotation mark: '" + name + "'");
        }
        return new Bridge(with(users, name, new WsseUser(Caller.of(name, roles), secret)), keys, numbers);
    }

    /**
     * Returns this bridge with another field by which contacts are known.
     *
     * @param keyId the {@code key_id} that clients send, such as {@code 17}; one that is there already means this from now on
     * @param contacts finds them
     * @return another bridge
     */
    public Bridge key(String keyId, ContactLookup contacts) {
        return new Bridge(users, with(keys, keyId, contacts), numbers);
    }

    /**
     * Returns this bridge with a number for an event, which clients have in their code.
     *
     * @param number the number, above 0; it goes before an event's own number
     * @param name the event
     * @return another bridge
     * @throws IllegalArgumentException if the number is taken, or not above 0
     */
    public Bridge event(long number, String name) {
        return new Bridge(users, keys, numbers.event(number, name));
    }

    /**
     * Returns this bridge with a number for a stream, which clients have in their code.
     *
     * @param number the number, above 0; it goes before a stream's own number
     * @param name the stream
     * @return another bridge
     * @throws IllegalArgumentException if the number is taken, or not above 0
     */
    public Bridge stream(long number, String name) {
        return new Bridge(users, keys, numbers.stream(number, name));
    }

    BridgeSite site(TriggeredMail mail, BridgeSite.Access access) {
        return BridgeSite.of(new Numbers(mail, numbers), mail, keys, users, access);
    }

    private static <V> Map<String, V> with(Map<String, V> map, String key, V value) {
        Map<String, V> next = new HashMap<>(map);
        next.put(key, value);
        return next;
    }

    /** Shows how many there are. */
    @Override
    public String toString() {
        return "Bridge[" + users.size() + " users, " + keys.size() + " keys, " + numbers + "]";
    }
}
