package dev.triggered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggered.testkit.CapturedMail;
import dev.triggered.testkit.CapturingDispatcher;
import dev.triggered.testkit.SendResults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever the relay answers and whenever messages come, a lane keeps to its rate and its breaker, and ends each message once. */
class PaceModelTest {
    private static final Rate RATE = Rate.perSecond(20).burst(4);
    private static final BreakerPolicy BREAKER = new BreakerPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(3));
    private static final Set<MessageState> BUSY = Set.of(MessageState.QUEUED, MessageState.SENDING);
    private static final Set<MessageState> ENDS = Set.of(MessageState.SENT, MessageState.FAILED);

    private final List<Try> tries = new CopyOnWriteArrayList<>();
    private boolean down;
    private boolean healed;

    private Shop shop(int capacity, Random random) {
        RetryPolicy retry = RetryPolicy.standard().delays(Duration.ofSeconds(5), Duration.ofSeconds(20));
        Shop shop = new Shop()
                .with(Shop.stream("orders")
                        .lane(Lane.named("modelled").backlog(5).rate(RATE).breaker(BREAKER))
                        .delivery(DeliveryPolicy.standard().retry(retry)));
        CapturingDispatcher dispatcher = CapturingDispatcher.withCapacity(capacity);
        return shop.with(dispatcher.otherwise(mail -> answer(shop, mail, random)));
    }

    private synchronized SendResult answer(Shop shop, CapturedMail mail, Random random) {
        SendResult result = healed ? SendResults.accepted() : result(random);
        tries.add(new Try(shop.clock.instant(), mail.recipient(), result));
        return result;
    }

    private SendResult result(Random random) {
        int chance = random.nextInt(100);
        if (down || chance < 15) {
            return chance % 2 == 0 ? Relay.UNREACHABLE : SendResults.uncertain();
        }
        if (chance < 20) {
            return chance < 18 ? Relay.LEAVING : Relay.TOO_FAST;
        }
        if (chance < 40) {
            return chance < 30 ? SendResults.refused(550, "no") : SendResults.deferred(450, "later");
        }
        return SendResults.accepted();
    }

    private synchronized void turnRelay(Random random) {
        down = random.nextInt(100) < (down ? 85 : 10);
    }

    private synchronized void heal() {
        healed = true;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 1", "5, 4", "6, 4", "7, 4"})
    void keeps_to_its_rate_and_its_breaker_and_ends_each_message_once(int seed, int capacity) {
        Random answers = new Random(seed);
        Random steps = new Random(1_000 + seed);
        try (Shop shop = shop(capacity, answers).open()) {
            List<MessageId> ids = new ArrayList<>();
            for (int step = 0; step < 150; step++) {
                turnRelay(steps);
                for (int i = steps.nextInt(4); i > 0; i--) {
                    ids.add(shop.trigger(Shop.order(ids.size())).messageId().orElseThrow());
                }
                awaitRest(shop);
                shop.clock.advance(Duration.ofMillis(steps.nextInt(200)));
            }
            heal();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(50))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        shop.clock.advance(Duration.ofMillis(100));
                        return ended(shop) >= ids.size();
                    });
            assertThat(ids)
                    .allSatisfy(id -> assertThat(shop.statesOf(id))
                            .filteredOn(ENDS::contains)
                            .hasSize(1));
            assertThat(ids).allSatisfy(id -> assertThat(shop.statesOf(id)).endsWith(endOf(shop, id)));
        }
        assertRate(capacity);
        assertAttempts();
        if (capacity == 1) {
            assertBreaker();
        }
    }

    /** Waits until the lane has nothing to begin, or until there is something that it may wait for. */
    private static void awaitRest(Shop shop) {
        Instant soon = shop.clock.instant().plus(BREAKER.longestPause());
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> lastStates(shop).values().stream().noneMatch(BUSY::contains)
                        || shop.clock.nextDue().orElse(Instant.MAX).isBefore(soon.plusNanos(1)));
    }

    private static Map<MessageId, MessageState> lastStates(Shop shop) {
        return shop.steps.stream()
                .collect(Collectors.toMap(step -> step.message().id(), MessageStep::state, (earlier, later) -> later));
    }

    private static long ended(Shop shop) {
        return shop.steps.stream().filter(step -> ENDS.contains(step.state())).count();
    }

    private static MessageState endOf(Shop shop, MessageId id) {
        return shop.mail().messages().find(id).orElseThrow().state();
    }

    /** A mail is seen a little after its message was begun: at most so many are, as are under way at once. */
    private void assertRate(int underWay) {
        double most = 0;
        for (int from = 0; from < tries.size(); from++) {
            for (int to = from; to < tries.size(); to++) {
                double seconds =
                        Duration.between(tries.get(from).at, tries.get(to).at).toNanos() / 1e9;
                most = Math.max(most, to - from + 1 - seconds * RATE.perSecond());
            }
        }
        assertThat(most).isLessThan(RATE.burst() + underWay + 1e-6);
    }

    private void assertAttempts() {
        assertThat(tries.stream().filter(Try::ends).map(Try::recipient).collect(Collectors.toList()))
                .doesNotHaveDuplicates();
    }

    private void assertBreaker() {
        int failures = 0;
        int openings = 0;
        Duration pause = Duration.ZERO;
        Instant end = Instant.MIN;
        for (Try each : tries) {
            assertThat(each.at).isAfterOrEqualTo(end);
            failures = each.fails() ? failures + 1 : 0;
            if (failures < BREAKER.failures()) {
                pause = Duration.ZERO;
            } else {
                pause = pause.isZero() ? BREAKER.pause() : shorter(pause.multipliedBy(2), BREAKER.longestPause());
                end = each.at.plus(pause);
                openings++;
            }
        }
        assertThat(openings).isPositive();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private record Try(Instant at, String recipient, SendResult result) {
        boolean fails() {
            int code = result.reply().code();
            return code == 0 || code == 421;
        }

        boolean ends() {
            return result instanceof SendResult.Accepted || result instanceof SendResult.Refused;
        }
    }
}
