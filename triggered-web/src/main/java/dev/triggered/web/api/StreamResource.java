package dev.triggered.web.api;

import dev.triggered.ConflictException;
import dev.triggered.ExternalEvent;
import dev.triggered.MailContent;
import dev.triggered.MailStream;
import dev.triggered.RenderAs;
import dev.triggered.StreamInfo;
import dev.triggered.Streams;
import dev.triggered.TriggeredMail;
import dev.triggered.web.api.EventViews.ChangeList;
import dev.triggered.web.api.EventViews.NameBody;
import dev.triggered.web.api.StreamBodies.EditBody;
import dev.triggered.web.api.StreamBodies.StreamBody;
import dev.triggered.web.api.StreamViews.DiscardView;
import dev.triggered.web.api.StreamViews.ResumeBody;
import dev.triggered.web.api.StreamViews.RollBackBody;
import dev.triggered.web.api.StreamViews.StreamList;
import dev.triggered.web.api.StreamViews.StreamView;
import dev.triggered.web.api.StreamViews.VersionList;
import dev.triggered.web.http.Call;
import dev.triggered.web.http.ProblemException;
import dev.triggered.web.http.Reply;
import dev.triggered.web.http.Takes;
import dev.triggered.web.json.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The streams, and their life. */
final class StreamResource {
    private static final String STREAMS = "/streams";
    private static final String STREAM = "/streams/{stream}";

    private final TriggeredMail mail;
    private final Optional<Function<byte[], MailContent>> importer;

    StreamResource(TriggeredMail mail, Optional<Function<byte[], MailContent>> importer) {
        this.mail = mail;
        this.importer = importer;
    }

    List<Operation> operations() {
        return Stream.of(looks(), edits(), life()).flatMap(List::stream).toList();
    }

    private List<Operation> looks() {
        return List.of(
                Operation.get(STREAMS, this::list)
                        .named("listStreams", "Lists all streams")
                        .answers(StreamList.class),
                Operation.get(STREAM, call -> Reply.json(StreamView.of(info(call))))
                        .named("getStream", "Returns a stream, by its name or a former one")
                        .answers(StreamView.class),
                Operation.get(STREAM + "/versions", this::versions)
                        .named("listStreamVersions", "Lists the versions of a stream")
                        .answers(VersionList.class),
                Operation.get(STREAM + "/changes", this::changes)
                        .named("listStreamChanges", "Lists what was done to a stream")
                        .answers(ChangeList.class));
    }

    private List<Operation> edits() {
        return List.of(
                Operation.post(STREAMS, this::create)
                        .named("createStream", "Makes a stream, which is a draft until it is launched")
                        .takes(StreamBody.class)
                        .answers(201, StreamView.class),
                Operation.put(STREAM, this::publish)
                        .named("publishStream", "Publishes an edit as the newest version")
                        .takes(EditBody.class)
                        .answers(StreamView.class),
                Operation.post(STREAM + "/imports", this::importCampaign)
                        .named(
                                "importCampaign",
                                "Publishes a campaign, with its images and files, as the newest version")
                        .query("version", "The number of the version whose content it replaces, which is the newest")
                        .takes(Takes.CAMPAIGN)
                        .answers(StreamView.class),
                Operation.post(STREAM + "/rollback", this::rollBack)
                        .named("rollBackStream", "Publishes an earlier version again")
                        .takes(RollBackBody.class)
                        .answers(StreamView.class),
                Operation.post(STREAM + "/copy", this::copy)
                        .named("copyStream", "Copies the newest version into a draft of another name")
                        .takes(NameBody.class)
                        .answers(201, StreamView.class),
                Operation.post(STREAM + "/rename", this::rename)
                        .named("renameStream", "Gives a stream another name")
                        .takes(NameBody.class)
                        .answers(StreamView.class),
                Operation.delete(STREAM, this::delete).named("deleteStream", "Deletes a stream that nothing uses"));
    }

    private List<Operation> life() {
        return List.of(
                Operation.post(STREAM + "/launch", call -> view(streams(call).launch(name(call))))
                        .named("launchStream", "Has a draft or a stopped stream go live")
                        .answers(StreamView.class),
                Operation.post(STREAM + "/pause", call -> view(streams(call).pause(name(call))))
                        .named("pauseStream", "Pauses a stream: when this answers, nothing more is sent")
                        .answers(StreamView.class),
                Operation.post(STREAM + "/resume", this::resume)
                        .named("resumeStream", "Has a paused stream go on")
                        .takes(ResumeBody.class)
                        .answers(StreamView.class),
                Operation.post(STREAM + "/stop", call -> view(streams(call).stop(name(call))))
                        .named("stopStream", "Stops a stream: triggers are refused")
                        .answers(StreamView.class),
                Operation.post(STREAM + "/discard", this::discard)
                        .named("discardStream", "Cancels the messages that a paused or stopped stream holds")
                        .answers(DiscardView.class));
    }

    private Reply list(Call call) {
        return Reply.json(new StreamList(
                mail.streams().list().stream().map(StreamView::of).toList()));
    }

    private Reply versions(Call call) {
        return Reply.json(VersionList.of(mail.streams().versions(name(call))));
    }

    private Reply changes(Call call) {
        return Reply.json(ChangeList.of(mail.streams().changes(name(call))));
    }

    private Reply create(Call call) {
        StreamBody body = JsonReader.read(call.body(), StreamBody.class);
        ExternalEvent event = mail.events()
                .find(body.event())
                .map(info -> info.event())
                .orElseThrow(() -> Inputs.refusal("there is no such event: create it first"));
        return Reply.json(201, StreamView.of(streams(call).create(body.stream(event))));
    }

    private Reply publish(Call call) {
        EditBody body = JsonReader.read(call.body(), EditBody.class);
        StreamInfo info = info(call);
        requireNewest(body.version(), info);
        return view(streams(call).publish(body.onto(info.stream())));
    }

    private static void requireNewest(int version, StreamInfo info) {
        if (version != info.version()) {
            throw new ConflictException(
                    "version " + version + " was edited, and the newest is " + info.version() + ": edit that");
        }
    }

    private Reply importCampaign(Call call) throws IOException {
        Function<byte[], MailContent> reader =
                importer.orElseThrow(() -> new ProblemException(404, "there is nothing that imports"));
        StreamInfo info = info(call);
        String unused = Inputs.required(call, "version");
        requireNewest(Inputs.number(call, "version", 0), info);
        MailContent content = reader.apply(call.body().readAllBytes());
        MailStream stream = info.stream();
        return view(streams(call)
                .publish(stream.edit().content(content, stream.missingData()).build()));
    }

    private Reply rollBack(Call call) {
        int version = JsonReader.read(call.body(), RollBackBody.class).version();
        return view(streams(call).rollBack(name(call), version));
    }

    private Reply copy(Call call) {
        String copy = JsonReader.read(call.body(), NameBody.class).name();
        return Reply.json(201, StreamView.of(streams(call).copy(name(call), copy)));
    }

    private Reply rename(Call call) {
        String next = JsonReader.read(call.body(), NameBody.class).name();
        return view(streams(call).rename(name(call), next));
    }

    private Reply delete(Call call) {
        streams(call).delete(name(call));
        return Reply.of(204);
    }

    private Reply resume(Call call) {
        RenderAs version = JsonReader.read(call.body(), ResumeBody.class).version();
        return view(streams(call).resume(name(call), version == null ? RenderAs.AS_NOW : version));
    }

    private Reply discard(Call call) {
        return Reply.json(new DiscardView(streams(call).discard(name(call))));
    }

    private static Reply view(StreamInfo info) {
        return Reply.json(StreamView.of(info));
    }

    private StreamInfo info(Call call) {
        return mail.streams().find(call.variable("stream")).orElseThrow(Inputs.notFound("stream"));
    }

    private String name(Call call) {
        return info(call).name();
    }

    private Streams streams(Call call) {
        return mail.streams().by(call.caller().name());
    }
}
