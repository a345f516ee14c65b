package dev.triggered.web;

import dev.triggered.MailContent;
import dev.triggered.TriggeredMail;
import dev.triggered.tracking.intake.IntakeResult;
import dev.triggered.tracking.response.TrackingRequest;
import dev.triggered.tracking.response.TrackingResponse;
import dev.triggered.web.api.Api;
import dev.triggered.web.bridge.BridgeSite;
import dev.triggered.web.hook.WebhookStatus;
import dev.triggered.web.http.FormTokens;
import dev.triggered.web.http.Guard;
import dev.triggered.web.http.Incoming;
import dev.triggered.web.http.JdkServer;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.http.Site;
import dev.triggered.web.http.TrackingMount;
import dev.triggered.web.page.Dashboard;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to the web: serves the HTTP API and the addresses of tracking on the JDK's own HTTP server. In a servlet container
 * {@link TriggeredServlet} serves the same.
 *
 * <pre>{@code
 * TriggeredWeb web = TriggeredWeb.of(mail)
 *         .authorizer(Credentials.none().token("shop", hash, Role.TRIGGER))
 *         .serve(8025);
 * }</pre>
 *
 * <p>Closed unless it is opened: without an {@link Authorizer} everything but tracking is answered with 404. Thread-safe. Has up to 64
 * threads, which end with it.
 */
public final class TriggeredWeb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TriggeredWeb.class);

    private final JdkServer server;

    private TriggeredWeb(JdkServer server) {
        this.server = server;
    }

    /**
     * Serves on the loopback address of this machine, closed: for a first look at whether it runs.
     *
     * @param mail what is served
     * @param port the port, 0 for a free one
     * @return the server, to be closed before the {@link TriggeredMail}
     * @throws dev.triggered.TriggeredException if the port is taken
     */
    public static TriggeredWeb serve(TriggeredMail mail, int port) {
        return of(mail).serve(port);
    }

    /**
     * Begins to configure.
     *
     * @param mail what is served
     * @return a builder
     */
    public static Builder of(TriggeredMail mail) {
        return new Builder(mail);
    }

    /**
     * Returns where it listens.
     *
     * @return the address
     */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Answers what was asked, for at most five seconds, and listens no more. */
    @Override
    public void close() {
        server.close();
    }

    /** Configures what is served, on the JDK's server or by a {@link TriggeredServlet}. Not thread-safe. */
    public static final class Builder {
        private final TriggeredMail mail;
        private @Nullable Authorizer authorizer;
        private @Nullable TrackingMount tracking;
        private @Nullable Function<byte[], IntakeResult> intake;
        private @Nullable Bridge bridge;
        private @Nullable Function<byte[], MailContent> importer;
        private WebLimits limits = WebLimits.standard();
        private @Nullable Supplier<List<WebhookStatus>> webhooks;
        private InstantSource clock = InstantSource.system();

        private Builder(TriggeredMail mail) {
            this.mail = mail;
        }

        /**
         * Opens the API to whom somebody recognises.
         *
         * @param authorizer recognises callers; by default nobody does, and everything but tracking is closed
         * @return this builder
         */
        public Builder authorizer(Authorizer authorizer) {
            this.authorizer = authorizer;
            return this;
        }

        /**
         * Serves the addresses of tracking, to everybody.
         *
         * @param responses answers them; closed by whoever started it
         * @param path the path before each token, such as {@code /t/}, where the base of the tracking leads to
         * @return this builder
         * @throws IllegalArgumentException if it is no such path
         */
        public Builder tracking(Function<TrackingRequest, TrackingResponse> responses, String path) {
            this.tracking = new TrackingMount(responses, path);
            return this;
        }

        /**
         * Lets operators hand in mails that came back, such as a mail server or a provider that was told to pass them on.
         *
         * @param function takes a mail in, such as {@code connected::accept} of
         *     {@link dev.triggered.tracking.intake.ConnectedTracking}; by default nothing does, and its path is answered with 404. It is
         *     called by many threads with at most {@value dev.triggered.tracking.BounceReader#MOST_OCTETS} octets of a mail
         * @return this builder
         */
        public Builder intake(Function<byte[], IntakeResult> function) {
            this.intake = function;
            return this;
        }

        /**
         * Serves the paths below {@code /api/v2}, for integrations that post to the API of Emarsys today.
         *
         * @param bridge who may ask, and what numbers stand for; by default there is none, and nothing is served there
         * @return this builder
         */
        public Builder bridge(Bridge bridge) {
            this.bridge = bridge;
            return this;
        }

        /**
         * Lets operators import campaigns, in the dashboard and over HTTP. Without this nothing offers an import. With
         * {@code triggered-templates} it is {@code file -> CampaignImport.file(file).content()}, or {@code draft()} in its place, which
         * leaves to people what cannot be translated.
         *
         * @param function makes a content of a file, such as a mail that was saved, HTML in UTF-8, or an archive of HTML with its images; it
         *     is called by many threads, and what it throws as a {@link dev.triggered.TriggeredException} is shown as what is wrong
         * @return this builder
         */
        public Builder importer(Function<byte[], MailContent> function) {
            this.importer = function;
            return this;
        }

        /**
         * Sets how much a request and a client may take.
         *
         * @param limits the limits; {@link WebLimits#standard()} by default
         * @return this builder
         */
        public Builder limits(WebLimits limits) {
            this.limits = limits;
            return this;
        }

        /**
         * Shows how webhooks are doing, in the dashboard and over HTTP.
         *
         * @param status says it, such as {@code webhooks::status}; by default there are none, and the dashboard has no page for them
         * @return this builder
         */
        public Builder webhooks(Supplier<List<WebhookStatus>> status) {
            this.webhooks = status;
            return this;
        }

        /**
         * Sets what tells the time, for limits, for the tokens of forms, and for what reports are of.
         *
         * @param source the clock; that of the system by default
         * @return this builder
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Serves on the loopback address of this machine, where nobody else reads along.
         *
         * @param port the port, 0 for a free one
         * @return the server, to be closed before the {@link TriggeredMail}
         * @throws dev.triggered.TriggeredException if the port is taken
         */
        public TriggeredWeb serve(int port) {
            return serve(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        /**
         * Serves on an address. There is no TLS here: what is not a loopback address or a private network needs a proxy in front that does
         * it.
         *
         * @param address where to listen
         * @return the server, to be closed before the {@link TriggeredMail}
         * @throws dev.triggered.TriggeredException if it cannot listen there
         */
        public TriggeredWeb serve(InetSocketAddress address) {
            return new TriggeredWeb(JdkServer.start(site(), address, clock, limits.requestTime()));
        }

        Function<Incoming, Reply> site() {
            if (authorizer == null) {
                LOG.warn("the web is closed but for tracking and a bridge: open it with authorizer(...)");
            }
            FormTokens tokens = new FormTokens(clock);
            Guard guard = new Guard(limits, tokens, clock);
            Site site = site(tokens, guard);
            if (bridge == null) {
                return site::handle;
            }
            BridgeSite beside = bridge.site(mail, new BridgeSite.Access(Optional.ofNullable(authorizer), guard, clock));
            return request -> beside.has(request) ? beside.handle(request) : site.handle(request);
        }

        private Site site(FormTokens tokens, Guard guard) {
            Optional<Function<byte[], MailContent>> imports = Optional.ofNullable(importer);
            Optional<Supplier<List<WebhookStatus>>> status = Optional.ofNullable(webhooks);
            Dashboard dashboard = Dashboard.of(mail, tokens, clock, imports, status);
            Api api = Api.of(mail, status.orElse(List::of), Optional.ofNullable(intake), imports);
            List<Route> routes = Stream.of(api.routes(), dashboard.routes())
                    .flatMap(List::stream)
                    .toList();
            return new Site(
                    Optional.ofNullable(authorizer), Optional.ofNullable(tracking), routes, guard, dashboard::dress);
        }
    }
}
