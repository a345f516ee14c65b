package dev.triggered.web.hook;

import dev.triggered.MessageState;
import dev.triggered.feedback.ResponseKind;
import dev.triggered.notice.Subscription;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Somebody who is told over HTTP what became of messages. Immutable. */
public final class Webhook {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(0*:)*:?0*1]");

    private final Subscription subscription;
    private final URI url;
    private final List<WebhookSecret> secrets;
    private final boolean recipients;
    private final WebhookPolicy policy;

    private Webhook(Builder builder) {
        this.subscription = new Subscription(builder.name, builder.states, builder.responses, builder.streams);
        this.url = builder.url;
        this.secrets = List.copyOf(builder.secrets);
        this.recipients = builder.recipients;
        this.policy = builder.policy;
    }

    /**
     * Begins to configure.
     *
     * @param name its name, which no other one has and which stays: what waits to be told is kept under it; 1 to 60 letters of {@code a-z},
     *     digits and hyphens
     * @param url where it is told, by {@code https}; {@code http} only at a loopback address
     * @param secret what is told is signed with
     * @return a builder
     * @throws IllegalArgumentException if the address is no such one
     */
    public static Builder to(String name, String url, WebhookSecret secret) {
        return new Builder(name, requireUrl(name, url), secret);
    }

    private static URI requireUrl(String name, String text) {
        URI url = URI.create(text);
        String host = url.getHost();
        boolean fine = host != null
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null
                && ("https".equalsIgnoreCase(url.getScheme())
                        || ("http".equalsIgnoreCase(url.getScheme())
                                && LOOPBACK.matcher(host).matches()));
        if (!fine) {
            throw new IllegalArgumentException(
                    "the webhook '" + name
                            + "' needs an address that begins with https:// (http:// only for this machine), without a user and a fragment");
        }
        return url;
    }

    /**
     * Returns its name.
     *
     * @return the name
     */
    public String name() {
        return subscription.subscriber();
    }

    /** Returns what it is told of. */
    Subscription subscription() {
        return subscription;
    }

    /** Returns where it is told. */
    URI url() {
        return url;
    }

    /** Returns which host it is at, without the path, which may be secret. */
    String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Returns what is told is signed with: each of them. */
    List<WebhookSecret> secrets() {
        return secrets;
    }

    /** Says whether it is told who a message is for. */
    boolean tellsRecipients() {
        return recipients;
    }

    /** Returns how it is told. */
    WebhookPolicy policy() {
        return policy;
    }

    /** Says its name and its host. */
    @Override
    public String toString() {
        return "Webhook[" + name() + " at " + origin() + "]";
    }

    /** Configures a {@link Webhook}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final URI url;
        private final List<WebhookSecret> secrets = new ArrayList<>();
        private final Set<MessageState> states = EnumSet.noneOf(MessageState.class);
        private final Set<ResponseKind> responses = EnumSet.noneOf(ResponseKind.class);
        private final Set<String> streams = new LinkedHashSet<>();
        private boolean recipients;
        private WebhookPolicy policy = WebhookPolicy.standard();

        private Builder(String name, URI url, WebhookSecret secret) {
            this.name = name;
            this.url = url;
            this.secrets.add(secret);
        }

        /**
         * Tells of states: the ends of messages, and {@link MessageState#DEFERRED}. At least one state or response is needed.
         *
         * @param reached which states
         * @return this builder
         */
        public Builder on(MessageState... reached) {
            Collections.addAll(states, reached);
            return this;
        }

        /**
         * Tells that mails were opened, or links followed, by persons and by machines, as far as their streams
         * {@linkplain dev.triggered.Tracking track} that.
         *
         * @param kinds what readers did
         * @return this builder
         */
        public Builder on(ResponseKind... kinds) {
            Collections.addAll(responses, kinds);
            return this;
        }

        /**
         * Tells of the messages of some streams only; of all by default.
         *
         * @param names the names of the streams
         * @return this builder
         */
        public Builder streams(String... names) {
            Collections.addAll(streams, names);
            return this;
        }

        /**
         * Tells who messages are for, and the text of replies, which may name that; neither by default.
         *
         * @return this builder
         */
        public Builder withRecipients() {
            this.recipients = true;
            return this;
        }

        /**
         * Signs with another secret too, so that a receiver can change from one to the other.
         *
         * @param secret the other secret
         * @return this builder
         */
        public Builder alsoSignedWith(WebhookSecret secret) {
            secrets.add(secret);
            return this;
        }

        /**
         * Sets how it is told, and when it is told again.
         *
         * @param policy the policy; {@link WebhookPolicy#standard()} by default
         * @return this builder
         */
        public Builder policy(WebhookPolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Ends the configuration.
         *
         * @return the webhook
         * @throws IllegalArgumentException if the name is none, or it is told of nothing, or of a state that nobody is told of
         */
        public Webhook build() {
            return new Webhook(this);
        }
    }
}
