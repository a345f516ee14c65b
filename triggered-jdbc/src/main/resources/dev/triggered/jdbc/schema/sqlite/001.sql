-- What is known of each message, from its acceptance on. The state is empty until the message has ended.
CREATE TABLE triggered_message (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    opt_in TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    occurrence TEXT UNIQUE,
    fingerprint TEXT,
    state TEXT,
    reason TEXT NOT NULL DEFAULT '',
    ended_at INTEGER
) STRICT;

-- The messages that have not ended. Status 0 waits, 1 is claimed, 2 is begun,
-- 3 was begun by a process that is gone.
CREATE TABLE triggered_queue (
    seq INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    first_due INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    status INTEGER NOT NULL
) STRICT;

CREATE INDEX triggered_queue_turn ON triggered_queue (lane, due_at, seq) WHERE status = 0;

CREATE INDEX triggered_queue_taken ON triggered_queue (status) WHERE status <> 0;

-- What the mail is made from, until the message has ended.
CREATE TABLE triggered_payload (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- The contents of attachments, in pieces, until the message has ended.
CREATE TABLE triggered_chunk (
    message TEXT NOT NULL,
    part INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (message, part, number)
) STRICT;

-- Each attempt to send.
CREATE TABLE triggered_attempt (
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    result TEXT NOT NULL,
    relay TEXT NOT NULL,
    code INTEGER NOT NULL,
    enhanced_status TEXT NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (seq, number)
) STRICT, WITHOUT ROWID;
