package dev.triggered.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggered.Lane;
import dev.triggered.LaneConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharesTest {
    private static final int MANY = 1_000;

    private Shares shares = new Shares(MANY);
    private final List<Member> members = new ArrayList<>();

    @Test
    void a_lane_has_its_own_connections_and_no_more() {
        Member lane = member(3, 0, 0);

        assertThat(lane.takeAll()).isEqualTo(3);
        assertThat(lane.share.isWaiting()).isFalse();
    }

    @Test
    void what_nobody_uses_is_lent_but_for_what_is_reserved() {
        Member urgent = member(4, 1, 0);
        Member bulk = member(2, 0, 10);

        assertThat(bulk.takeAll()).isEqualTo(5);
        assertThat(urgent.share.take(1)).as("the reserved one").isTrue();
    }

    @Test
    void no_more_is_lent_than_a_lane_may_borrow() {
        member(10, 0, 0);
        Member bulk = member(2, 0, 3);

        assertThat(bulk.takeAll()).isEqualTo(5);
    }

    @Test
    void what_is_lent_is_recalled_when_its_owner_needs_it() {
        Member urgent = member(4, 1, 0);
        Member bulk = member(2, 0, 10);
        bulk.takeAll();
        urgent.want(3);

        assertThat(urgent.used).isEqualTo(1);
        assertThat(bulk.recalled).as("what is missing, and not the whole loan").isEqualTo(2);

        bulk.giveBack();
        assertThat(urgent.used).isEqualTo(2);
        bulk.giveBack();
        assertThat(urgent.used).isEqualTo(3);
        assertThat(bulk.used).isEqualTo(3);
    }

    @Test
    void nobody_borrows_what_an_owner_waits_for() {
        Member urgent = member(2, 0, 0);
        Member bulk = member(2, 0, 2);
        bulk.takeAll();
        assertThat(urgent.share.take(1)).isFalse();
        bulk.giveBackQuietly();

        assertThat(bulk.share.take(1)).isFalse();
        assertThat(urgent.share.take(1)).isTrue();
    }

    @Test
    void who_does_not_wait_any_more_blocks_nobody() {
        Member urgent = member(2, 0, 0);
        Member bulk = member(2, 0, 2);
        bulk.takeAll();
        assertThat(urgent.share.take(1)).isFalse();
        bulk.giveBackQuietly();
        urgent.share.resign();

        assertThat(bulk.share.take(1)).isTrue();
    }

    @Test
    void fewer_connections_than_the_lanes_own_are_divided_in_proportion() {
        shares = new Shares(6);
        Member large = member(8, 1, 0);
        Member small = member(4, 1, 0);
        assertThat(large.takeAll()).as("all but the reserved one").isEqualTo(5);
        small.want(4);

        large.giveBackRecalled();

        assertThat(large.used).isEqualTo(4);
        assertThat(small.used).isEqualTo(2);
    }

    @Test
    void lanes_that_need_more_than_there_is_are_refused() {
        shares = new Shares(4);
        member(4, 2, 0);
        member(4, 0, 0);

        assertThatThrownBy(() -> member(4, 2, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lane-2")
                .hasMessageContaining("need 5 connections")
                .hasMessageContaining("has 4");
        assertThat(member(4, 1, 0).share.take(1)).as("what fits is opened").isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void every_lane_gets_what_is_its_own_whatever_happens(int seed) {
        Random random = new Random(seed);
        int lanes = 2 + random.nextInt(4);
        List<LaneConnections> settings = new ArrayList<>();
        for (int i = 0; i < lanes; i++) {
            int own = 1 + random.nextInt(5);
            settings.add(new LaneConnections(own, random.nextInt(own + 1), random.nextInt(6), 1));
        }
        int least =
                settings.stream().mapToInt(each -> Math.max(1, each.reserved())).sum();
        int owned = settings.stream().mapToInt(LaneConnections::own).sum();
        int total = random.nextBoolean() ? owned : least + random.nextInt(owned - least + 1);
        shares = new Shares(total);
        settings.forEach(each -> member(each.own(), each.reserved(), each.borrowed()));

        for (int step = 0; step < 4_000; step++) {
            Member member = members.get(random.nextInt(lanes));
            switch (random.nextInt(4)) {
                case 0 -> member.want(random.nextInt(12));
                case 1 -> member.giveBack();
                case 2 -> member.giveBackRecalled();
                default -> member.want(member.used + 1);
            }
            assertThat(members.stream().mapToInt(each -> each.used).sum()).isLessThanOrEqualTo(total);
            requireReserved(random.nextInt(lanes));
        }
        settle();
        requireNobodyIsLeftWaiting();
    }

    /** A lane may take what it reserves at once, whatever the others have. */
    private void requireReserved(int index) {
        Member member = members.get(index);
        if (member.used < member.settings.reserved()) {
            assertThat(member.share.take(1)).isTrue();
            member.used++;
            member.wanted = Math.max(member.wanted, member.used);
        }
    }

    private void settle() {
        for (int round = 0; round < 100; round++) {
            members.forEach(Member::giveBackRecalled);
        }
    }

    private void requireNobodyIsLeftWaiting() {
        assertThat(members)
                .allSatisfy(member -> assertThat(member.share.isWaiting()).isFalse());
        assertThat(members)
                .allSatisfy(member -> assertThat(member.used).isGreaterThanOrEqualTo(Math.min(1, member.wanted)));
    }

    private Member member(int own, int reserved, int borrowed) {
        Member member = new Member(new LaneConnections(own, reserved, borrowed, 1));
        member.share = shares.open(Lane.named("lane-" + members.size()).connections(member.settings), member);
        members.add(member);
        return member;
    }

    /** A lane without threads: it wants a number of connections, and closes those that are recalled when it is told to. */
    private final class Member implements Shares.Holder {
        private final LaneConnections settings;
        private Shares.Share share;
        private int used;
        private int wanted;
        private int recalled;

        private Member(LaneConnections settings) {
            this.settings = settings;
        }

        @Override
        public void recall(int connections) {
            recalled = Math.min(used, connections);
            wanted = Math.min(wanted, used - recalled);
        }

        @Override
        public void offer() {
            share.resign();
            grow();
        }

        int takeAll() {
            want(MANY);
            return used;
        }

        void want(int connections) {
            wanted = connections;
            grow();
            shares.settle();
        }

        void giveBack() {
            if (used > 0) {
                wanted = Math.min(wanted, used - 1);
                giveBackQuietly();
                offer();
                shares.settle();
            }
        }

        void giveBackQuietly() {
            used--;
            recalled = Math.max(0, recalled - 1);
            share.giveBack();
        }

        void giveBackRecalled() {
            while (recalled > 0) {
                giveBackQuietly();
                offer();
                shares.settle();
            }
        }

        private void grow() {
            while (used < wanted && share.take(wanted - used)) {
                used++;
            }
        }
    }
}
