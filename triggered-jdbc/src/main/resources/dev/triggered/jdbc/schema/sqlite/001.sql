-- Times are microseconds since 1970.

-- What is known of each message, from its acceptance on: its end and its last attempt are empty until it has ended. Of one that was not
-- sent, as far as anybody knew at its end, expires_at is when it would have expired. A copy names the message of which it is one.
CREATE TABLE triggered_message (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    purpose TEXT NOT NULL,
    opt_in TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    occurrence BLOB UNIQUE,
    fingerprint BLOB,
    state TEXT,
    reason TEXT NOT NULL DEFAULT '',
    ended_at INTEGER,
    keep_until INTEGER,
    attempt INTEGER,
    result TEXT,
    relay TEXT,
    code INTEGER,
    enhanced_status TEXT,
    reply TEXT,
    broadcast INTEGER,
    stream_number INTEGER NOT NULL DEFAULT 0,
    lane TEXT NOT NULL DEFAULT '',
    other_end TEXT GENERATED ALWAYS AS (CASE WHEN state <> 'SENT' THEN state END) VIRTUAL,
    dead_at INTEGER GENERATED ALWAYS AS (
        CASE WHEN state IN ('FAILED', 'UNCERTAIN', 'EXPIRED', 'CANCELLED', 'SUPPRESSED') THEN ended_at END) STORED,
    expires_at INTEGER,
    copy_of TEXT
) STRICT;

-- The messages to an address, in the form in which addresses are compared.
CREATE INDEX triggered_message_recipient ON triggered_message (lower(recipient));

-- The messages that ended otherwise than most.
CREATE INDEX triggered_message_other_end ON triggered_message (other_end, id) WHERE other_end IS NOT NULL;

-- What the mails of ended messages were made from, by when it goes.
CREATE INDEX triggered_message_kept ON triggered_message (keep_until) WHERE keep_until IS NOT NULL;

-- The dead letters, by when they ended.
CREATE INDEX triggered_message_dead ON triggered_message (dead_at, id) WHERE dead_at IS NOT NULL;

CREATE INDEX triggered_message_broadcast ON triggered_message (broadcast) WHERE broadcast IS NOT NULL;

-- The messages that have not ended. One without an owner waits. Owner -1 holds those whose stream is paused or stopped. Owner 1 is the process that has the file open; owner 0 one that is
-- gone, which had begun the message.
CREATE TABLE triggered_queue (
    seq INTEGER PRIMARY KEY,
    lane TEXT NOT NULL,
    priority INTEGER NOT NULL,
    first_due INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    owner INTEGER,
    begun INTEGER NOT NULL DEFAULT 0,
    stream INTEGER NOT NULL DEFAULT 0,
    broadcast INTEGER
) STRICT;

CREATE INDEX triggered_queue_turn ON triggered_queue (lane, priority, due_at, seq) WHERE owner IS NULL;

CREATE INDEX triggered_queue_owned ON triggered_queue (owner) WHERE owner IS NOT NULL;

CREATE INDEX triggered_queue_parked ON triggered_queue (stream, due_at, seq) WHERE owner = -1;

CREATE INDEX triggered_queue_broadcast ON triggered_queue (broadcast, attempts) WHERE broadcast IS NOT NULL;

-- What a mail is made from. The secret is the data with its secret values, where there are any, and is emptied as soon as the message has
-- ended; the body has the data without them.
CREATE TABLE triggered_payload (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL,
    secret BLOB
) STRICT;

-- The contents of attachments, in pieces.
CREATE TABLE triggered_chunk (
    message TEXT NOT NULL,
    part INTEGER NOT NULL,
    number INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (message, part, number)
) STRICT;

-- The attempts that were followed by another one.
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

-- The bounces of messages and the complaints about them: of each kind one, that with the best proof.
CREATE TABLE triggered_report (
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    proof TEXT NOT NULL,
    host TEXT NOT NULL,
    came_at INTEGER NOT NULL,
    code INTEGER NOT NULL,
    enhanced_status TEXT NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (seq, kind)
) STRICT, WITHOUT ROWID;

-- How readers responded to messages: opens have the link 0.
CREATE TABLE triggered_response (
    seq INTEGER NOT NULL,
    response_key INTEGER NOT NULL,
    link INTEGER NOT NULL,
    came_at INTEGER NOT NULL,
    responder TEXT NOT NULL,
    client TEXT NOT NULL,
    PRIMARY KEY (seq, response_key)
) STRICT, WITHOUT ROWID;

-- The messages that came back softly since the last one to the address that arrived, even where they are forgotten.
CREATE TABLE triggered_soft_bounce (
    address TEXT NOT NULL,
    seq INTEGER NOT NULL,
    sent_at INTEGER NOT NULL,
    PRIMARY KEY (address, seq)
) STRICT, WITHOUT ROWID;

-- Mails that came back and are about no message that is known. The digest is of summary and head.
CREATE TABLE triggered_unmatched (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    came_at INTEGER NOT NULL,
    summary TEXT NOT NULL,
    head BLOB NOT NULL,
    digest BLOB NOT NULL UNIQUE
) STRICT;

-- The streams and events. One row: how many changes were made, and the number of the next stream or event.
CREATE TABLE triggered_registry (
    single INTEGER PRIMARY KEY DEFAULT 1 CHECK (single = 1),
    epoch INTEGER NOT NULL,
    next_number INTEGER NOT NULL
) STRICT;

INSERT INTO triggered_registry (epoch, next_number) VALUES (0, 1);

-- Former names stand on a line each; the body is what the event declares, as JSON.
CREATE TABLE triggered_event (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    former_names TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;

-- The definition is a hash of what code brought last, empty for a stream that was made at run time.
CREATE TABLE triggered_stream (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    former_names TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    pinned_before INTEGER NOT NULL,
    definition TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- The versions of streams, as JSON, which never change.
CREATE TABLE triggered_version (
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    body TEXT NOT NULL,
    published_at INTEGER NOT NULL,
    published_by TEXT NOT NULL,
    PRIMARY KEY (stream, version)
) STRICT;

-- The addresses that must not be written to, in the form in which they are compared. Stream 0 stands for all. What is liftable is no
-- reason while the last row of triggered_opt_in is on.
CREATE TABLE triggered_suppression (
    address TEXT NOT NULL,
    stream INTEGER NOT NULL,
    reason TEXT NOT NULL,
    liftable INTEGER NOT NULL,
    domain TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (address, stream, reason)
) STRICT, WITHOUT ROWID;

CREATE INDEX triggered_suppression_domain ON triggered_suppression (domain, address, stream, reason);

CREATE INDEX triggered_suppression_reason ON triggered_suppression (reason, address, stream);

-- How the transactional opt-in was switched.
CREATE TABLE triggered_opt_in (
    seq INTEGER PRIMARY KEY,
    is_on INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

-- What was changed, of streams and events, by whom and when.
CREATE TABLE triggered_change (
    seq INTEGER PRIMARY KEY,
    subject INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX triggered_change_subject ON triggered_change (subject, seq);
-- The steps that programs had, one plan for each change of them: names, one on each line.
CREATE TABLE triggered_plan (
    program TEXT NOT NULL,
    number INTEGER NOT NULL,
    steps TEXT NOT NULL,
    events TEXT NOT NULL,
    PRIMARY KEY (program, number)
) STRICT, WITHOUT ROWID;

-- The contacts that were enrolled in programs. A contact is its key; 'single' is there while a contact is in a program that takes it
-- once at a time.
CREATE TABLE triggered_enrolment (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    program TEXT NOT NULL,
    contact TEXT NOT NULL,
    address TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    occurrence BLOB UNIQUE,
    fingerprint BLOB,
    single TEXT UNIQUE,
    standing TEXT,
    step TEXT,
    ended_at INTEGER
) STRICT;

CREATE INDEX triggered_enrolment_contact ON triggered_enrolment (contact, seq);

CREATE INDEX triggered_enrolment_ended ON triggered_enrolment (ended_at) WHERE ended_at IS NOT NULL;

-- Where those are that have not ended. One is due before its time where an event has reached it.
CREATE TABLE triggered_turn (
    seq INTEGER PRIMARY KEY,
    program TEXT NOT NULL,
    plan INTEGER NOT NULL,
    standing TEXT NOT NULL,
    step TEXT NOT NULL,
    until_at INTEGER NOT NULL,
    awaits TEXT NOT NULL,
    otherwise TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    owner INTEGER,
    revision INTEGER NOT NULL DEFAULT 0,
    arrivals INTEGER NOT NULL DEFAULT 0,
    entries INTEGER NOT NULL DEFAULT 0,
    mailed INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX triggered_turn_due ON triggered_turn (program, due_at, seq) WHERE owner IS NULL;

CREATE INDEX triggered_turn_owned ON triggered_turn (owner) WHERE owner IS NOT NULL;

CREATE INDEX triggered_turn_step ON triggered_turn (program, step, seq);

-- What contacts carry through programs, until they have left.
CREATE TABLE triggered_baggage (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- What happened to them.
CREATE TABLE triggered_passage (
    seq INTEGER NOT NULL,
    number INTEGER NOT NULL,
    happened_at INTEGER NOT NULL,
    step TEXT NOT NULL,
    happening TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (seq, number)
) STRICT, WITHOUT ROWID;

-- Events that have reached an enrolment and are not used up: of each event the last one.
CREATE TABLE triggered_arrival (
    enrolment INTEGER NOT NULL,
    event TEXT NOT NULL,
    number INTEGER NOT NULL,
    came_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (enrolment, event)
) STRICT, WITHOUT ROWID;

-- The broadcasts. The owner is 1 while the process that has the file open reads the recipients; of one stream, one broadcast is read at a
-- time. While the stage is READING or FAILED, its messages are not forgotten, so that nobody is written to twice.
CREATE TABLE triggered_broadcast (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream INTEGER NOT NULL,
    stage TEXT NOT NULL,
    fault TEXT NOT NULL DEFAULT '',
    paused INTEGER NOT NULL DEFAULT 0,
    owner INTEGER,
    started_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    row_count INTEGER NOT NULL DEFAULT 0,
    accepted INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    suppressed INTEGER NOT NULL DEFAULT 0,
    position REAL NOT NULL DEFAULT -1
) STRICT;

CREATE UNIQUE INDEX triggered_broadcast_run ON triggered_broadcast (stream) WHERE owner IS NOT NULL;

-- What was counted and is in no roll-up yet: marks, each followed by how often it was made in four bytes. A step that keeps or ends
-- messages adds one row.
CREATE TABLE triggered_tally (
    seq INTEGER PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;

-- What was counted in a minute, an hour or a day of UTC.
CREATE TABLE triggered_rollup (
    kind TEXT NOT NULL,
    begins_at INTEGER NOT NULL,
    stream INTEGER NOT NULL,
    version INTEGER NOT NULL,
    lane TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (kind, begins_at, stream, version, lane)
) STRICT;

-- Who is told of which state of messages, or which response to them, of which stream; stream 0 stands for all.
CREATE TABLE triggered_subscription (
    subscriber TEXT NOT NULL,
    occasion TEXT NOT NULL,
    stream INTEGER NOT NULL,
    renewed_at INTEGER NOT NULL,
    PRIMARY KEY (subscriber, occasion, stream)
) STRICT, WITHOUT ROWID;

-- What subscribers have not been told yet. One that is being told is due when its lease ends.
-- What was responded to has a link (0 for an open), a responder and a client. No number is used twice.
CREATE TABLE triggered_notice (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    subscriber TEXT NOT NULL,
    message INTEGER NOT NULL,
    id TEXT NOT NULL,
    stream TEXT NOT NULL,
    version INTEGER NOT NULL,
    recipient TEXT NOT NULL,
    broadcast INTEGER,
    occasion TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    code INTEGER NOT NULL,
    enhanced_status TEXT NOT NULL,
    reply TEXT NOT NULL,
    reason TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    link INTEGER,
    responder TEXT,
    client TEXT
) STRICT;

CREATE INDEX triggered_notice_due ON triggered_notice (subscriber, due_at, number);

CREATE INDEX triggered_notice_message ON triggered_notice (subscriber, message, number);
