package dev.triggered.web.bridge;

import dev.triggered.ConflictException;
import dev.triggered.InvalidStreamException;
import dev.triggered.StreamInfo;
import dev.triggered.StreamState;
import dev.triggered.Streams;
import dev.triggered.TriggeredMail;
import dev.triggered.web.Role;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import dev.triggered.web.json.JsonObjects;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The life of streams. */
final class StreamBridge {
    private static final String STREAM = "/email/{stream}";
    private static final int LONGEST_BASE = 80;
    private static final int MOST_COPIES = 1_000;

    private final TriggeredMail mail;
    private final Numbers numbers;

    StreamBridge(TriggeredMail mail, Numbers numbers) {
        this.mail = mail;
        this.numbers = numbers;
    }

    List<Route> routes() {
        return List.of(
                Routes.post(STREAM + "/launch", this::launch, Role.OPERATOR),
                Routes.post(STREAM + "/stop", this::stop, Role.OPERATOR),
                Routes.post(STREAM + "/copy", this::copy, Role.OPERATOR));
    }

    /** A paused stream goes on. */
    private Reply launch(Call call) throws IOException {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM);
        if (Document.read(call.body()).value("schedule").isPresent()) {
            throw new Refusal(ReplyCode.SCHEDULE, "a stream is launched now, and not at another time");
        }
        if (info.state() == StreamState.LIVE) {
            throw state(info).status(409);
        }
        Streams streams = streams(call);
        return changed(
                () -> info.state() == StreamState.PAUSED ? streams.resume(info.name()) : streams.launch(info.name()),
                state(info).status(409));
    }

    private Reply stop(Call call) {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM);
        if (info.state() != StreamState.LIVE && info.state() != StreamState.PAUSED) {
            throw state(info);
        }
        return changed(() -> streams(call).stop(info.name()), state(info));
    }

    private static Reply changed(Supplier<StreamInfo> change, Refusal conflict) {
        try {
            StreamInfo unused = change.get();
            return Routes.done();
        } catch (InvalidStreamException e) {
            throw new Refusal(ReplyCode.STREAM_SETTINGS, String.join("; ", e.faults()));
        } catch (ConflictException e) {
            throw conflict;
        }
    }

    private Reply copy(Call call) throws IOException {
        StreamInfo info = numbers.stream(call.variable("stream"), ReplyCode.NO_STREAM_TO_COPY);
        String name = Document.read(call.body()).text("name").orElseGet(() -> freeName(info.name()));
        try {
            StreamInfo copy = streams(call).copy(info.name(), name);
            return Envelope.ok(JsonObjects.of("campaignId", number(copy)));
        } catch (ConflictException e) {
            throw new Refusal(ReplyCode.STREAM_NAME_TAKEN, "a stream has or had the name '" + name + "'");
        } catch (IllegalArgumentException e) {
            throw new Refusal(ReplyCode.STREAM_NAME, String.valueOf(e.getMessage()));
        }
    }

    private String freeName(String name) {
        String base =
                name.length() > LONGEST_BASE ? name.substring(0, LONGEST_BASE).strip() : name;
        return IntStream.rangeClosed(1, MOST_COPIES)
                .mapToObj(i -> i == 1 ? base + " (copy)" : base + " (copy " + i + ")")
                .filter(each -> mail.streams().find(each).isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal(ReplyCode.STREAM_NAME_TAKEN, "give the copy a name"));
    }

    private long number(StreamInfo stream) {
        return numbers.of(stream)
                .orElseThrow(() -> new Refusal(
                        ReplyCode.INTERNAL,
                        "the number of the stream '" + stream.name() + "' was given to another: give it one, too"));
    }

    private static Refusal state(StreamInfo info) {
        return new Refusal(ReplyCode.STREAM_STATE, "the stream '" + info.name() + "' is " + info.state());
    }

    private Streams streams(Call call) {
        return mail.streams().by(call.caller().name());
    }
}
