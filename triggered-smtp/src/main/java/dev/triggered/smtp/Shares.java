package dev.triggered.smtp;

import dev.triggered.Lane;
import dev.triggered.LaneConnections;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the connections of a dispatcher are shared among its lanes. Each lane has a right to some of them, at least to one and to those that
 * it reserves; what nobody has taken is lent, but for what is reserved. Where a lane within its right finds none, as many are recalled
 * from lanes beyond theirs. Thread-safe; a lane may call while it holds its own lock, but for {@link #settle}.
 */
final class Shares {
    private static final Comparator<Share> POOREST = Comparator.comparingDouble(Share::part);

    private final int most;
    private final List<Share> shares = new ArrayList<>();
    private int total;

    /**
     * Creates shares without lanes.
     *
     * @param most the most connections in all; there are no more than the lanes own together
     */
    Shares(int most) {
        this.most = most;
    }

    /**
     * Adds a lane.
     *
     * @throws IllegalArgumentException if what is reserved, and one for each lane, exceeds what there is
     */
    synchronized Share open(Lane lane, Holder holder) {
        Share opened = new Share(lane.connections(), holder);
        int least = opened.least() + shares.stream().mapToInt(Share::least).sum();
        if (least > most) {
            throw new IllegalArgumentException("with lane '" + lane.name() + "' the lanes need " + least
                    + " connections, namely those that they reserve and at least one each, and the dispatcher has "
                    + most
                    + ": reserve fewer, or permit more");
        }
        shares.add(opened);
        allot();
        return opened;
    }

    /** Recalls what lanes wait for, and offers it to them once it is there. Calls lanes, so that no lane's lock may be held. */
    void settle() {
        List<Runnable> calls = new ArrayList<>();
        synchronized (this) {
            offer(calls);
            recall(calls);
        }
        calls.forEach(Runnable::run);
    }

    /** Divides the connections: first what is reserved, then one after the other to the lane with the smallest part of its own. */
    private void allot() {
        int owned = shares.stream().mapToInt(share -> share.settings.own()).sum();
        total = Math.min(most, owned);
        shares.forEach(share -> share.right = share.least());
        int left = total - shares.stream().mapToInt(Share::least).sum();
        for (; left > 0; left--) {
            shares.stream()
                    .filter(share -> share.right < share.settings.own())
                    .min(POOREST)
                    .ifPresent(share -> share.right++);
        }
    }

    private void offer(List<Runnable> calls) {
        int spare = spare();
        for (Share share : shares) {
            if (share.claims > 0 && spare + share.unmet() > 0) {
                calls.add(share.holder::offer);
            }
        }
    }

    private void recall(List<Runnable> calls) {
        int missing = claims() - spare();
        for (Share share : shares) {
            missing -= share.recalled;
        }
        for (Share share : shares) {
            int more = Math.min(missing, share.used - share.recalled - share.right);
            if (more > 0) {
                share.recalled += more;
                missing -= more;
                int recalled = share.recalled;
                calls.add(() -> share.holder.recall(recalled));
            }
        }
    }

    /** Returns how many are neither in use nor reserved. */
    private int spare() {
        int spare = total;
        for (Share share : shares) {
            spare -= share.used + share.unmet();
        }
        return spare;
    }

    private int claims() {
        return shares.stream().mapToInt(share -> share.claims).sum();
    }

    /** A lane that has connections. It is called without locks. */
    interface Holder {
        /** Is to close so many of its connections, those included that it is closing already. */
        void recall(int connections);

        /** May have a connection for which it waited. */
        void offer();
    }

    /** What one lane has. Thread-safe. */
    final class Share {
        private final LaneConnections settings;
        private final Holder holder;
        private int right;
        private int used;
        private int recalled;
        private volatile int claims;

        private Share(LaneConnections settings, Holder holder) {
            this.settings = settings;
            this.holder = holder;
        }

        /**
         * Takes a connection. Where there is none for a lane within its right, it waits for as many as it wants, until {@link
         * Holder#offer} and {@link #resign}.
         *
         * @param wanted how many it wants
         * @return whether there was one
         */
        boolean take(int wanted) {
            synchronized (Shares.this) {
                int room = spare() + unmet() - (used < right ? 0 : claims());
                boolean granted = used < settings.most() && room > 0;
                if (granted) {
                    used++;
                    claims = Math.max(0, claims - 1);
                } else {
                    claims = Math.max(0, Math.min(wanted, right - used));
                }
                return granted;
            }
        }

        /** Gives back a connection that is closed. */
        void giveBack() {
            synchronized (Shares.this) {
                used--;
                recalled = Math.max(0, Math.min(recalled - 1, used - right));
            }
        }

        /** Waits for none any more. */
        void resign() {
            synchronized (Shares.this) {
                claims = 0;
            }
        }

        /** Says whether it waits for one. */
        boolean isWaiting() {
            return claims > 0;
        }

        private int least() {
            return Math.max(1, settings.reserved());
        }

        private double part() {
            return (double) right / settings.own();
        }

        private int unmet() {
            return Math.max(0, settings.reserved() - used);
        }
    }
}
