package dev.triggered.web.page;

import dev.triggered.RenderAs;
import dev.triggered.Streams;
import dev.triggered.TriggeredMail;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Route;
import java.util.List;
import java.util.function.BiConsumer;

/** What the buttons of a stream do. */
final class StreamLife {
    private static final String STREAM = "/streams/{stream}";

    private final TriggeredMail mail;

    StreamLife(TriggeredMail mail) {
        this.mail = mail;
    }

    List<Route> routes(Frame frame) {
        return List.of(
                frame.change(STREAM + "/launch", view -> change(view, "launched", Streams::launch)),
                frame.change(STREAM + "/pause", view -> change(view, "paused", Streams::pause)),
                frame.change(STREAM + "/resume", this::resume),
                frame.change(STREAM + "/stop", view -> change(view, "stopped", Streams::stop)),
                frame.change(STREAM + "/discard", view -> change(view, "discarded", Streams::discard)),
                frame.change(STREAM + "/copy", this::copy),
                frame.change(STREAM + "/rename", this::rename),
                frame.change(STREAM + "/delete", this::delete));
    }

    private Reply change(View view, String done, BiConsumer<Streams, String> change) {
        String name = name(view);
        change.accept(streams(view), name);
        return view.go(done, "streams", name);
    }

    private Reply resume(View view) {
        RenderAs version = View.constant(RenderAs.class, view.field("version")).orElse(RenderAs.AS_NOW);
        String name = name(view);
        streams(view).resume(name, version);
        return view.go("resumed", "streams", name);
    }

    private Reply copy(View view) {
        String copy = streams(view).copy(name(view), view.field("name")).name();
        return view.go("copied", "streams", copy);
    }

    private Reply rename(View view) {
        String next = streams(view).rename(name(view), view.field("name")).name();
        return view.go("renamed", "streams", next);
    }

    private Reply delete(View view) {
        streams(view).delete(name(view));
        return view.go("deleted", "streams");
    }

    private String name(View view) {
        return StreamPages.named(mail, view).name();
    }

    private Streams streams(View view) {
        return mail.streams().by(view.who());
    }
}
