package dev.triggered.jdbc;

import dev.triggered.MessageId;
import dev.triggered.spi.Waker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that belong to this process and that it does not know of, because an answer was lost on its way: what was claimed waits
 * again, and what was begun, by this process or by one that it inherited it from, is to be inherited.
 */
final class Strays {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);
    static final String MINE = "SELECT (SELECT m.id FROM triggered_message m WHERE m.seq = q.seq), q.seq, q.begun"
            + " FROM triggered_queue q WHERE q.owner = ?";
    private static final String RELEASE =
            "UPDATE triggered_queue SET owner = NULL WHERE seq = ? AND owner = ? AND NOT begun";
    private static final String LEAVE = "UPDATE triggered_queue SET owner = 0 WHERE seq = ? AND owner = ? AND begun";

    private final Database database;
    private final Holdings holdings;
    private final Batch<Stray, Boolean> letGo;

    Strays(Database database, Holdings holdings) {
        this.database = database;
        this.holdings = holdings;
        this.letGo = (session, strays) -> {
            List<Boolean> done = new ArrayList<>(strays.size());
            for (Stray stray : strays) {
                done.add(session.change(stray.begun ? LEAVE : RELEASE, stray.seq, stray.owner) > 0);
            }
            return done;
        };
    }

    /** Lets go of such rows, if there may be any, and says so. */
    void letGo(Waker waker) {
        if (!holdings.suspected()) {
            return;
        }
        boolean done = false;
        try {
            List<Stray> strays = find();
            if (!strays.isEmpty()) {
                database.write(letGo, strays);
                LOG.info("{} messages wait again that had been taken when {} did not answer", strays.size(), database);
                waker.wakeAll();
            }
            done = true;
        } finally {
            if (!done) {
                holdings.suspect();
            }
        }
    }

    private List<Stray> find() {
        long owner = database.owner();
        Map<MessageId, Stray> rows = new HashMap<>();
        database.read(session -> session.list(
                row -> rows.put(new MessageId(row.getString(1)), new Stray(row.getLong(2), owner, row.getBoolean(3))),
                MINE,
                owner));
        return holdings.missing(rows);
    }

    private record Stray(long seq, long owner, boolean begun) {}
}
