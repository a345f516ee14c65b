package dev.triggered;

import java.util.Optional;

/** Rows of which the host says about how many there are. */
final class ExpectedRows implements Recipients.Source {
    private final Recipients.Source rows;
    private final long expected;
    private long read;

    ExpectedRows(Recipients.Source rows, long expected) {
        this.rows = rows;
        this.expected = expected;
    }

    @Override
    public Optional<Recipients.Row> next() {
        Optional<Recipients.Row> row = rows.next();
        if (row.isPresent()) {
            read++;
        }
        return row;
    }

    @Override
    public double position() {
        return Math.min(1, (double) read / expected);
    }

    @Override
    public void close() {
        rows.close();
    }
}
