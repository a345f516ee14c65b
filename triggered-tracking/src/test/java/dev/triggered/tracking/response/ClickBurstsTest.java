package dev.triggered.tracking.response;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.MessageId;
import dev.triggered.feedback.ClientFamily;
import dev.triggered.feedback.Responder;
import dev.triggered.feedback.Response;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickBurstsTest {
    private static final MessageId OTHER = new MessageId("z".repeat(26));

    private final ClickBursts bursts = new ClickBursts();

    @Test
    void holds_a_click_until_it_is_known_whether_others_follow() {
        add(Tracked.ID, 1, 20, 0);

        assertThat(bursts.due(at(9))).isEmpty();
        assertThat(bursts.size()).isEqualTo(1);
        assertThat(bursts.due(at(10))).singleElement().satisfies(click -> {
            assertThat(click.by()).isEqualTo(Responder.PERSON);
            assertThat(click.link()).isEqualTo(1);
        });
        assertThat(bursts.size()).isZero();
    }

    @Test
    void takes_whoever_follows_three_links_at_once_for_a_machine() {
        add(Tracked.ID, 1, 20, 0);
        add(Tracked.ID, 7, 20, 1);
        add(OTHER, 2, 20, 1);
        add(Tracked.ID, 9, 20, 2);
        add(Tracked.ID, 11, 20, 3);

        assertThat(bursts.due(at(60)))
                .map(click -> click.message().equals(OTHER) ? "other " + click.by() : click.link() + " " + click.by())
                .containsExactly("1 MACHINE", "7 MACHINE", "other PERSON", "9 MACHINE", "11 MACHINE");
    }

    @Test
    void takes_whoever_follows_every_link_at_once_for_a_machine() {
        add(Tracked.ID, 1, 2, 0);
        add(Tracked.ID, 2, 2, 1);
        add(OTHER, 1, 1, 1);

        assertThat(by()).containsExactly(Responder.MACHINE, Responder.MACHINE, Responder.PERSON);
    }

    @Test
    void lets_a_person_follow_a_link_twice_and_others_later() {
        add(Tracked.ID, 1, 2, 0);
        add(Tracked.ID, 1, 2, 1);
        List<Response> first = bursts.due(at(11));
        add(Tracked.ID, 2, 2, 30);

        assertThat(first).map(Response::by).containsExactly(Responder.PERSON, Responder.PERSON);
        assertThat(by()).containsExactly(Responder.PERSON);
    }

    @Test
    void takes_no_open_for_a_link() {
        bursts.add(new Heard(response(Tracked.ID, 0, 0), 0));
        add(Tracked.ID, 1, 5, 1);
        add(Tracked.ID, 2, 5, 1);

        assertThat(by()).containsOnly(Responder.PERSON);
    }

    @Test
    void takes_a_flood_of_one_link_for_a_machine_in_bounded_time() {
        for (int i = 0; i < 100_000; i++) {
            add(Tracked.ID, 1, 20, 0);
        }

        assertThat(by()).hasSize(100_000).containsOnly(Responder.MACHINE);
    }

    private List<Responder> by() {
        return bursts.all().stream().map(Response::by).toList();
    }

    private void add(MessageId message, int link, int links, long second) {
        bursts.add(new Heard(response(message, link, second), links));
    }

    private static Response response(MessageId message, int link, long second) {
        return new Response(1, message, link, at(second), Responder.PERSON, ClientFamily.BROWSER);
    }

    private static Instant at(long second) {
        return Tracked.SENT.plusSeconds(second);
    }
}
