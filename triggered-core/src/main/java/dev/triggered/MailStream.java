package dev.triggered;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail template with its sender and its rules, which is copied, personalised and sent each time its event is triggered.
 * Immutable: an edit is another version.
 */
public final class MailStream {
    private final String name;
    private final int version;
    private final Origin origin;
    private final Content content;
    private final Delivery delivery;

    private MailStream(String name, int version, Origin origin, Content content, Delivery delivery) {
        this.name = name;
        this.version = version;
        this.origin = origin;
        this.content = content;
        this.delivery = delivery;
    }

    /**
     * Begins a stream.
     *
     * @param name its unique name, 1 to 100 printable characters
     * @return a builder, which needs an event, a purpose, a sender and a template
     */
    public static Builder named(String name) {
        return new Builder(Names.require("a stream", name));
    }

    /**
     * Begins an edit of this version.
     *
     * @return a builder that has all of this version, and builds the next one
     */
    public Builder edit() {
        return new Builder(this);
    }

    /**
     * Returns this stream under another name, with everything else as it is.
     *
     * @param other the name, 1 to 100 printable characters
     * @return another stream
     */
    public MailStream renamed(String other) {
        return new MailStream(Names.require("a stream", other), version, origin, content, delivery);
    }

    /**
     * Returns this stream as a version of another number, as a store gives it.
     *
     * @param number the number, at least 1
     * @return another stream
     */
    public MailStream numbered(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("versions are numbered from 1: " + number);
        }
        return new MailStream(name, number, origin, content, delivery);
    }

    /**
     * Returns the name.
     *
     * @return the unique name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the version.
     *
     * @return 1 for a new stream, and one more for each edit
     */
    public int version() {
        return version;
    }

    /**
     * Returns the event that the stream listens to.
     *
     * @return the event
     */
    public ExternalEvent event() {
        return origin.event;
    }

    /**
     * Returns why the stream writes.
     *
     * @return an operational purpose
     */
    public Purpose purpose() {
        return origin.purpose;
    }

    /**
     * Says whether the stream takes every fact from the trigger and never asks for a contact.
     *
     * @return {@code true} for a broadcast stream
     */
    public boolean isBroadcast() {
        return origin.broadcast;
    }

    /**
     * Returns the sender.
     *
     * @return the mailbox of the {@code From} header, whose address is also the envelope's
     */
    public Mailbox from() {
        return content.from;
    }

    /**
     * Returns where replies go.
     *
     * @return the mailbox of the {@code Reply-To} header; the sender unless another one was given
     */
    public Mailbox replyTo() {
        return content.replyTo;
    }

    /**
     * Returns the name of the template.
     *
     * @return the name by which the template engine knows it; the stream's own name where the stream has its own content
     */
    public String template() {
        return content.template;
    }

    /**
     * Returns what the mails are made from.
     *
     * @return the stream's own content; empty where it names a template of the engine
     */
    public Optional<MailContent> content() {
        return content.own;
    }

    /**
     * Returns what happens when a value is missing.
     *
     * @return {@link MissingData#REFUSE} unless another answer was given
     */
    public MissingData missingData() {
        return content.missingData;
    }

    /**
     * Says whether a trigger without an attachment is refused.
     *
     * @return {@code false} unless it was asked for
     */
    public boolean requiresAttachment() {
        return content.requiresAttachment;
    }

    /**
     * Returns the lane.
     *
     * @return a lane of the stream's own, under the stream's name, unless another one was given
     */
    public Lane lane() {
        return delivery.lane;
    }

    /**
     * Returns how hard the stream tries to deliver.
     *
     * @return {@link DeliveryPolicy#standard()} unless another one was given
     */
    public DeliveryPolicy delivery() {
        return delivery.policy;
    }

    /**
     * Returns which messages of its lane the stream's messages go before.
     *
     * @return {@link Priority#NORMAL} unless another one was given
     */
    public Priority priority() {
        return delivery.priority;
    }

    /**
     * Returns how long a store knows its messages after their end.
     *
     * @return {@link Retention#standard()} unless another one was given
     */
    public Retention retention() {
        return delivery.retention;
    }

    /**
     * Returns which responses of its readers are tracked.
     *
     * @return {@link Tracking#OFF} unless it was asked for
     */
    public Tracking tracking() {
        return delivery.tracking;
    }

    @Override
    public String toString() {
        return "MailStream[" + name + ", version " + version + "]";
    }

    private record Origin(ExternalEvent event, Purpose purpose, boolean broadcast) {}

    private record Content(
            Mailbox from,
            Mailbox replyTo,
            String template,
            Optional<MailContent> own,
            MissingData missingData,
            boolean requiresAttachment) {}

    private record Delivery(
            Lane lane, DeliveryPolicy policy, Priority priority, Retention retention, Tracking tracking) {}

    /** Builds a stream. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final int version;
        private @Nullable MailStream before;
        private @Nullable ExternalEvent event;
        private @Nullable Purpose purpose;
        private boolean broadcast;
        private @Nullable Mailbox from;
        private @Nullable Mailbox replyTo;
        private @Nullable String template;
        private @Nullable MailContent content;
        private MissingData missingData = MissingData.REFUSE;
        private boolean requiresAttachment;
        private @Nullable Lane lane;
        private DeliveryPolicy policy = DeliveryPolicy.standard();
        private Priority priority = Priority.NORMAL;
        private Retention retention = Retention.standard();
        private Tracking tracking = Tracking.OFF;

        private Builder(String name) {
            this.name = name;
            this.version = 1;
        }

        private Builder(MailStream before) {
            this.name = before.name;
            this.version = before.version + 1;
            this.event = before.event();
            this.purpose = before.purpose();
            this.broadcast = before.isBroadcast();
            this.from = before.from();
            this.replyTo = before.replyTo().equals(before.from()) ? null : before.replyTo();
            this.before = before;
            this.missingData = before.missingData();
            this.requiresAttachment = before.requiresAttachment();
            this.lane = before.lane();
            this.policy = before.delivery();
            this.priority = before.priority();
            this.retention = before.retention();
            this.tracking = before.tracking();
        }

        /**
         * Sets the event that the stream listens to; mandatory.
         *
         * @param event the event
         * @return this builder
         */
        public Builder on(ExternalEvent event) {
            this.event = event;
            return this;
        }

        /**
         * Sets why the stream writes; mandatory, and operational.
         *
         * @param purpose any but {@link Purpose#MARKETING}
         * @return this builder
         */
        public Builder purpose(Purpose purpose) {
            this.purpose = purpose;
            return this;
        }

        /**
         * Sets the sender; mandatory.
         *
         * @param mailbox such as {@code Acme Orders <orders@notify.acme.example>}, in a registered sender domain
         * @return this builder
         * @throws InvalidAddressException if it is no mailbox
         */
        public Builder from(String mailbox) {
            this.from = Mailbox.parse(mailbox);
            return this;
        }

        /**
         * Sets the sender, and another mailbox for replies.
         *
         * @param mailbox the sender, in a registered sender domain
         * @param replyTo where replies go, in any domain
         * @return this builder
         * @throws InvalidAddressException if either is no mailbox
         */
        public Builder from(String mailbox, String replyTo) {
            this.replyTo = Mailbox.parse(replyTo);
            return from(mailbox);
        }

        /**
         * Sets the template; mandatory, unless the stream has its own content.
         *
         * @param template its name, as the template engine knows it
         * @return this builder
         */
        public Builder template(String template) {
            this.template = template;
            return this;
        }

        /**
         * Sets the template, and what happens when a value is missing.
         *
         * @param template its name, as the template engine knows it
         * @param missing {@link MissingData#LEAVE_EMPTY} for a lenient stream
         * @return this builder
         */
        public Builder template(String template, MissingData missing) {
            this.missingData = missing;
            return template(template);
        }

        /**
         * Sets the stream's own content, instead of a template of the engine.
         *
         * @param content what the mails are made from
         * @return this builder
         */
        public Builder content(MailContent content) {
            this.content = content;
            return this;
        }

        /**
         * Sets the stream's own content, and what happens when a value is missing.
         *
         * @param content what the mails are made from
         * @param missing {@link MissingData#LEAVE_EMPTY} for a lenient stream
         * @return this builder
         */
        public Builder content(MailContent content, MissingData missing) {
            this.missingData = missing;
            return content(content);
        }

        /**
         * Refuses a trigger without an attachment.
         *
         * @return this builder
         */
        public Builder requireAttachment() {
            this.requiresAttachment = true;
            return this;
        }

        /**
         * Takes every fact from the trigger and never asks for a contact.
         *
         * @return this builder
         */
        public Builder broadcast() {
            this.broadcast = true;
            return this;
        }

        /**
         * Sets the lane; one of the stream's own by default.
         *
         * @param lane the lane, with the same settings wherever it is named
         * @return this builder
         */
        public Builder lane(Lane lane) {
            this.lane = lane;
            return this;
        }

        /**
         * Sets how hard the stream tries to deliver.
         *
         * @param policy the policy; {@link DeliveryPolicy#standard()} by default
         * @return this builder
         */
        public Builder delivery(DeliveryPolicy policy) {
            this.policy = policy;
            return this;
        }

        /**
         * Sets which messages of its lane the stream's messages go before.
         *
         * @param priority the priority; {@link Priority#NORMAL} by default
         * @return this builder
         */
        public Builder priority(Priority priority) {
            this.priority = priority;
            return this;
        }

        /**
         * Sets how long a store knows its messages after their end.
         *
         * @param retention the times; {@link Retention#standard()} by default
         * @return this builder
         */
        public Builder retention(Retention retention) {
            this.retention = retention;
            return this;
        }

        /**
         * Sets which responses of the readers are tracked. Nothing may be for a purpose that {@linkplain Purpose#carriesSecrets() carries
         * secrets}, nor for a broadcast stream. A stream that tracks is launched where something was registered that does
         * ({@link FeedbackSettings#instrument}), and one that tracks clicks where its event has no
         * {@linkplain ExternalEvent#secrets() secrets}, which a link may carry.
         *
         * @param tracking what to track; {@link Tracking#OFF} by default
         * @return this builder
         */
        public Builder tracking(Tracking tracking) {
            this.tracking = tracking;
            return this;
        }

        /**
         * Builds the stream.
         *
         * @return version 1 of a new stream, or the version after the one that is edited
         * @throws InvalidStreamException naming everything that is missing or not allowed
         */
        public MailStream build() {
            List<String> faults = faults();
            if (!faults.isEmpty()) {
                throw new InvalidStreamException(faults);
            }
            Mailbox sender = Objects.requireNonNull(from);
            inherit();
            return new MailStream(
                    name,
                    version,
                    new Origin(Objects.requireNonNull(event), Objects.requireNonNull(purpose), broadcast),
                    new Content(
                            sender,
                            replyTo == null ? sender : replyTo,
                            template == null ? name : template,
                            Optional.ofNullable(content),
                            missingData,
                            requiresAttachment),
                    new Delivery(lane == null ? Lane.named(name) : lane, policy, priority, retention, tracking));
        }

        /** An edit that says nothing of the template or the content has those of the version before. */
        private void inherit() {
            if (before != null && template == null && content == null) {
                content = before.content().orElse(null);
                template = content == null ? before.template() : null;
            }
        }

        private List<String> faults() {
            List<String> faults = new ArrayList<>();
            originFaults(faults);
            contentFaults(faults);
            if (tracking != Tracking.OFF) {
                trackingFaults(faults);
            }
            return faults;
        }

        private void originFaults(List<String> faults) {
            String stream = "stream '" + name + "' ";
            if (event == null) {
                faults.add(stream + "listens to no event: name one with on(...)");
            }
            if (purpose == null) {
                faults.add(stream + "has no purpose: give an operational one with purpose(...)");
            } else if (!purpose.operational()) {
                faults.add(stream + "has the purpose " + purpose + ": only operational mail may ignore the opt-in");
            }
        }

        private void contentFaults(List<String> faults) {
            String stream = "stream '" + name + "' ";
            if (from == null) {
                faults.add(stream + "has no sender: give one with from(...)");
            }
            if (before == null && content == null && (template == null || template.isBlank())) {
                faults.add(stream + "has no template: name one with template(...), or give it its own content with"
                        + " content(...)");
            } else if (content != null && template != null) {
                faults.add(
                        stream + "has its own content and names the template '" + template + "' too: give one of them");
            }
        }

        private void trackingFaults(List<String> faults) {
            String stream = "stream '" + name + "' tracks " + tracking + ", ";
            if (purpose != null && purpose.carriesSecrets()) {
                faults.add(stream + "but mails for the purpose " + purpose + " carry secrets: leave tracking off");
            }
            if (broadcast) {
                faults.add(stream + "but of a broadcast stream mails are only counted: leave tracking off");
            }
        }
    }
}
