package dev.triggered.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.Broadcast;
import dev.triggered.BroadcastOptions;
import dev.triggered.BroadcastState;
import dev.triggered.ConflictException;
import dev.triggered.MessageState;
import dev.triggered.Recipients;
import dev.triggered.StreamState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broadcast whose process ends in the middle. */
class BroadcastRestartTest {
    private static final int PEOPLE = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<String> written = new ArrayList<>();

    @Test
    void is_interrupted_and_goes_on_when_it_is_called_again() throws InterruptedException {
        try (Notices notices = open()) {
            notices.broadcast(PEOPLE);
            notices.dispatcher().awaitMails(300);
            notices.mail().close();
            written.addAll(notices.written());
        }
        assertThat(written).hasSizeLessThan(PEOPLE);
        try (Notices notices = open()) {
            assertThat(notices.found().state()).isEqualTo(BroadcastState.INTERRUPTED);
            assertThat(notices.found().await(PATIENCE)).isEqualTo(BroadcastState.INTERRUPTED);
            assertThat(notices.found().progress().counts().accepted()).isPositive();
            Broadcast again = notices.broadcast(PEOPLE);
            assertThat(again.await(PATIENCE)).isEqualTo(BroadcastState.DONE);
            assertThat(again.progress().counts().accepted()).isEqualTo(PEOPLE);
            assertThat(again.outcomes()).isEqualTo(Map.of(MessageState.SENT, (long) PEOPLE));
            written.addAll(notices.written());
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(Notices.addresses(PEOPLE));
    }

    @Test
    void stays_paused_and_can_be_cancelled_without_its_recipients() throws InterruptedException {
        try (Notices notices = open()) {
            Broadcast broadcast = notices.broadcast(PEOPLE);
            notices.dispatcher().awaitMails(10);
            broadcast.pause();
        }
        try (Notices notices = open()) {
            Broadcast found = notices.found();
            assertThat(found.state()).isEqualTo(BroadcastState.PAUSED);
            Broadcast again = notices.broadcast(PEOPLE);
            assertThat(again.await(Duration.ofMillis(200))).isEqualTo(BroadcastState.PAUSED);
            assertThat(notices.written()).isEmpty();
            found.cancel();
            assertThat(again.await(PATIENCE)).isEqualTo(BroadcastState.CANCELLED);
            assertThat(found.outcomes()).doesNotContainKey(MessageState.QUEUED);
            assertThat(notices.written()).isEmpty();
        }
    }

    @Test
    void whose_recipients_were_all_read_needs_nobody_to_be_done_and_can_be_watched() {
        try (Notices notices = open()) {
            notices.dispatcher().hold();
            notices.broadcast(300);
            StoreParty.await(() -> isBegun(notices));
            CompletableFuture<Void> pausing =
                    CompletableFuture.runAsync(() -> notices.mail().streams().pause("notice"));
            StoreParty.await(() -> stateOfStream(notices) == StreamState.PAUSED);
            notices.dispatcher().release();
            pausing.join();
        }
        List<BroadcastState> told = new CopyOnWriteArrayList<>();
        try (Notices notices = open()) {
            assertThat(notices.found().state()).isEqualTo(BroadcastState.RUNNING);
            Recipients unread = () -> {
                throw new AssertionError("nothing is read");
            };
            BroadcastOptions options =
                    BroadcastOptions.id(Notices.ID).onProgress(progress -> told.add(progress.state()));
            Broadcast again = notices.mail().broadcast("notice", unread, options);
            StoreParty.await(() -> told.contains(BroadcastState.RUNNING));
            notices.mail().streams().resume("notice");
            StoreParty.await(() -> told.contains(BroadcastState.DONE));
            assertThat(again.outcomes()).isEqualTo(Map.of(MessageState.SENT, 300L));
        }
    }

    private static StreamState stateOfStream(Notices notices) {
        return notices.mail().streams().find("notice").orElseThrow().state();
    }

    /** Says whether another broadcast of the same stream is begun, as it can be once all recipients of the first one were read. */
    private static boolean isBegun(Notices notices) {
        try {
            return notices.mail().broadcast("notice", Notices.people(1)) != null;
        } catch (ConflictException e) {
            return false;
        }
    }

    private Notices open() {
        return Notices.on(JdbcStore.embedded(folder));
    }
}
