package dev.triggered.web.api;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.Recipients;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.BroadcastViews.BroadcastList;
import dev.triggered.web.api.BroadcastViews.BroadcastView;
import dev.triggered.web.api.BroadcastViews.OutcomesView;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Takes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broadcasts. */
final class BroadcastResource {
    private static final Logger LOG = LoggerFactory.getLogger(BroadcastResource.class);
    private static final String BROADCAST = "/broadcasts/{broadcast}";

    private final TriggeredMail mail;

    BroadcastResource(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post("/streams/{stream}/broadcasts", this::begin)
                        .named("broadcast", "Writes to the recipients of a file, each address once")
                        .query("id", "Its id; the one of a broadcast that was interrupted goes on with it")
                        .takes(Takes.CSV)
                        .answers(202, BroadcastView.class),
                Operation.get("/broadcasts", this::list)
                        .named("listBroadcasts", "Lists all broadcasts")
                        .answers(BroadcastList.class),
                Operation.get(BROADCAST, call -> view(broadcast(call)))
                        .named("getBroadcast", "Returns how far a broadcast has come")
                        .answers(BroadcastView.class),
                Operation.get(BROADCAST + "/outcomes", call -> Reply.json(OutcomesView.of(broadcast(call))))
                        .named("getBroadcastOutcomes", "Counts the messages of a broadcast by what became of them")
                        .answers(OutcomesView.class),
                Operation.post(BROADCAST + "/pause", call -> changed(call, Broadcast::pause))
                        .named("pauseBroadcast", "Pauses a broadcast and its stream")
                        .answers(BroadcastView.class),
                Operation.post(BROADCAST + "/resume", call -> changed(call, Broadcast::resume))
                        .named("resumeBroadcast", "Has a broadcast and its stream go on")
                        .answers(BroadcastView.class),
                Operation.post(BROADCAST + "/cancel", call -> changed(call, Broadcast::cancel))
                        .named("cancelBroadcast", "Ends a broadcast: what is not on the wire is cancelled")
                        .answers(BroadcastView.class));
    }

    /** The file is kept until the broadcast is at rest, as it is read while that sends. */
    private Reply begin(Call call) throws IOException {
        String stream = mail.streams()
                .find(call.variable("stream"))
                .orElseThrow(Inputs.notFound("stream"))
                .name();
        Path file = Files.createTempFile("triggered-broadcast", ".csv");
        try {
            long unused = Files.copy(call.body(), file, StandardCopyOption.REPLACE_EXISTING);
            BroadcastOptions options = call.query("id")
                    .map(BroadcastOptions::id)
                    .orElse(BroadcastOptions.standard())
                    .onProgress(progress -> {
                        if (progress.state().isAtRest()) {
                            delete(file);
                        }
                    });
            Broadcast broadcast = mail.broadcast(stream, Recipients.csv(file), options);
            return Reply.json(202, BroadcastView.of(broadcast));
        } catch (IOException | RuntimeException e) {
            delete(file);
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            boolean unused = Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the recipients of a broadcast stay in {}: delete that", file, e);
        }
    }

    private Reply list(Call call) {
        return Reply.json(new BroadcastList(
                mail.broadcasts().list().stream().map(BroadcastView::of).toList()));
    }

    private Reply changed(Call call, Consumer<Broadcast> change) {
        Broadcast broadcast = broadcast(call);
        change.accept(broadcast);
        return view(broadcast);
    }

    private Broadcast broadcast(Call call) {
        return mail.broadcasts().find(call.variable("broadcast")).orElseThrow(Inputs.notFound("broadcast"));
    }

    private static Reply view(Broadcast broadcast) {
        return Reply.json(BroadcastView.of(broadcast));
    }
}
