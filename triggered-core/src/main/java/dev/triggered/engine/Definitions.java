package dev.triggered.engine;

import dev.triggered.ExternalEvent;
import dev.triggered.MailStream;
import dev.triggered.StreamState;
import dev.triggered.spi.StreamRegistry.EventEntry;
import dev.triggered.spi.StreamRegistry.StreamEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What code defines, and how it meets what the registry holds: a definition that changed since the last start is a new version. */
final class Definitions {
    /** Who is on record for what code brings. */
    static final String CODE = "code";

    private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

    private final Engine.Contents contents;

    Definitions(Engine.Contents contents) {
        this.contents = contents;
    }

    void bring(Draft draft) {
        contents.allEvents().forEach(event -> number(draft, event));
        contents.streams().forEach(stream -> bring(draft, stream));
    }

    /** Says which streams an earlier start brought that code defines no more: they stay as they are. */
    void warnOfLeft(List<StreamEntry> entries) {
        Set<String> left = new TreeSet<>();
        for (StreamEntry entry : entries) {
            boolean defined = contents.streams().stream()
                    .anyMatch(stream -> stream.name().equals(entry.naming().name())
                            || entry.naming().formerNames().contains(stream.name()));
            if (!entry.changed().definition().isEmpty() && !defined && entry.state() != StreamState.STOPPED) {
                left.add(entry.naming().name());
            }
        }
        if (!left.isEmpty()) {
            LOG.warn(
                    "the streams {} are defined in code no more and go on as the store has them: stop them, or rename"
                            + " them where they have another name in code now",
                    left);
        }
    }

    private static long number(Draft draft, ExternalEvent event) {
        Optional<EventEntry> known = draft.event(event.name());
        return known.isPresent() ? draft.declare(known.get(), event) : draft.create(event);
    }

    private static void bring(Draft draft, MailStream stream) {
        String document = StreamDocument.write(stream, number(draft, stream.event()));
        String definition = StreamDocument.hash(document);
        Optional<StreamEntry> known = draft.stream(stream.name());
        if (known.isEmpty()) {
            long event = StreamDocument.event(document);
            draft.define(draft.create(stream, event, StreamState.LIVE, ""), definition);
        } else if (!known.get().changed().definition().equals(definition)) {
            draft.define(draft.publish(known.get(), document, "its definition in code changed"), definition);
        }
    }
}
