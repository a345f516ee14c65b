-- Times are microseconds since 1970 by the clock of the applications, but for those of triggered_node, which are the database's.

CREATE SEQUENCE triggered_seq CACHE 32;

-- Half of each page of triggered_message and triggered_queue is left free, so that a row's changes find room beside it (HOT).

-- What is known of each message, from its acceptance on: its end and its last attempt are empty until it has ended. Of one that was not
-- sent, as far as anybody knew at its end, expires_at is when it would have expired. A copy names the message of which it is one.
CREATE TABLE triggered_message (
    seq bigint PRIMARY KEY DEFAULT nextval('triggered_seq'),
    id text COLLATE "C" NOT NULL UNIQUE,
    stream text NOT NULL,
    version integer NOT NULL,
    recipient text NOT NULL,
    purpose text NOT NULL,
    opt_in text NOT NULL,
    accepted_at bigint NOT NULL,
    occurrence uuid UNIQUE,
    fingerprint bytea,
    state text,
    reason text NOT NULL DEFAULT '',
    ended_at bigint,
    keep_until bigint,
    attempt integer,
    result text,
    relay text,
    code integer,
    enhanced_status text,
    reply text,
    broadcast bigint,
    stream_number bigint NOT NULL DEFAULT 0,
    lane text COLLATE "C" NOT NULL DEFAULT '',
    other_end text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN state <> 'SENT' THEN state END) STORED,
    dead_at bigint GENERATED ALWAYS AS (
        CASE WHEN state IN ('FAILED', 'UNCERTAIN', 'EXPIRED', 'CANCELLED', 'SUPPRESSED') THEN ended_at END) STORED,
    expires_at bigint,
    copy_of text
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

-- The messages to an address, by a hash of its form in which addresses are compared.
CREATE INDEX triggered_message_recipient ON triggered_message (hashtextextended(lower(recipient COLLATE "C"), 0));

-- The messages that ended otherwise than most. An index on the state itself would end the cheap updates (HOT) of all.
CREATE INDEX triggered_message_other_end ON triggered_message (other_end, id) WHERE other_end IS NOT NULL;

-- What the mails of ended messages were made from, by when it goes.
CREATE INDEX triggered_message_kept ON triggered_message (keep_until) WHERE keep_until IS NOT NULL;

-- The dead letters, by when they ended. An index on the end itself would end the cheap updates (HOT) of all.
CREATE INDEX triggered_message_dead ON triggered_message (dead_at, id) WHERE dead_at IS NOT NULL;

CREATE INDEX triggered_message_broadcast ON triggered_message (broadcast) WHERE broadcast IS NOT NULL;

-- The messages that have not ended. One without an owner waits; one whose owner is -1 is held, because its stream is paused or stopped;
-- one whose owner is no triggered_node was left by it: as it was, where it was begun, and to wait again, where it was not.
CREATE TABLE triggered_queue (
    seq bigint PRIMARY KEY,
    lane text COLLATE "C" NOT NULL,
    priority smallint NOT NULL,
    first_due bigint NOT NULL,
    due_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    attempts integer NOT NULL,
    owner bigint,
    begun boolean NOT NULL DEFAULT false,
    stream bigint NOT NULL DEFAULT 0,
    broadcast bigint
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX triggered_queue_turn ON triggered_queue (lane, priority, due_at, seq) WHERE owner IS NULL;

CREATE INDEX triggered_queue_owned ON triggered_queue (owner) WHERE owner IS NOT NULL;

CREATE INDEX triggered_queue_parked ON triggered_queue (stream, due_at, seq) WHERE owner = -1;

CREATE INDEX triggered_queue_broadcast ON triggered_queue (broadcast, attempts) WHERE broadcast IS NOT NULL;

-- What a mail is made from. The secret is the data with its secret values, where there are any, and is emptied as soon as the message has
-- ended; the body has the data without them. What fits on a page is not compressed, which would cost more than all the rest.
CREATE TABLE triggered_payload (
    seq bigint PRIMARY KEY,
    body bytea NOT NULL,
    secret bytea
) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- The contents of attachments, in pieces. Some come before their message does, and go after a day where it never comes.
CREATE TABLE triggered_chunk (
    message text COLLATE "C" NOT NULL,
    part integer NOT NULL,
    number integer NOT NULL,
    body bytea NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (message, part, number)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- The attempts that were followed by another one.
CREATE TABLE triggered_attempt (
    seq bigint NOT NULL,
    number integer NOT NULL,
    ended_at bigint NOT NULL,
    result text NOT NULL,
    relay text NOT NULL,
    code integer NOT NULL,
    enhanced_status text NOT NULL,
    reply text NOT NULL,
    PRIMARY KEY (seq, number)
);

-- The bounces of messages and the complaints about them: of each kind one, that with the best proof.
CREATE TABLE triggered_report (
    seq bigint NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    proof text NOT NULL,
    host text NOT NULL,
    came_at bigint NOT NULL,
    code integer NOT NULL,
    enhanced_status text NOT NULL,
    reply text NOT NULL,
    PRIMARY KEY (seq, kind)
);

-- How readers responded to messages: opens have the link 0.
CREATE TABLE triggered_response (
    seq bigint NOT NULL,
    response_key bigint NOT NULL,
    link integer NOT NULL,
    came_at bigint NOT NULL,
    responder text NOT NULL,
    client text NOT NULL,
    PRIMARY KEY (seq, response_key)
);

-- The messages that came back softly since the last one to the address that arrived, even where they are forgotten.
CREATE TABLE triggered_soft_bounce (
    address text COLLATE "C" NOT NULL,
    seq bigint NOT NULL,
    sent_at bigint NOT NULL,
    PRIMARY KEY (address, seq)
);

-- Mails that came back and are about no message that is known. The digest is of summary and head.
CREATE TABLE triggered_unmatched (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    came_at bigint NOT NULL,
    summary text NOT NULL,
    head bytea NOT NULL,
    digest bytea NOT NULL UNIQUE
);

CREATE SEQUENCE triggered_node_id;

-- The processes that share this database, when each was last heard of, and up to which change of triggered_registry it works.
CREATE TABLE triggered_node (
    id bigint PRIMARY KEY DEFAULT nextval('triggered_node_id'),
    name text NOT NULL,
    beat_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    epoch bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- The streams and events that all nodes share. One row: how many changes were made, and the number of the next stream or event.
CREATE TABLE triggered_registry (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    epoch bigint NOT NULL,
    next_number bigint NOT NULL
);

INSERT INTO triggered_registry (epoch, next_number) VALUES (0, 1);

-- Former names stand on a line each; the body is what the event declares, as JSON.
CREATE TABLE triggered_event (
    number bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    former_names text NOT NULL,
    body text NOT NULL
);

-- The definition is a hash of what code brought last, empty for a stream that was made at run time.
CREATE TABLE triggered_stream (
    number bigint PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    former_names text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    pinned_before bigint NOT NULL,
    definition text NOT NULL,
    changed_at bigint NOT NULL,
    changed_by text NOT NULL
);

-- The versions of streams, as JSON, which never change.
CREATE TABLE triggered_version (
    stream bigint NOT NULL,
    version integer NOT NULL,
    body text NOT NULL,
    published_at bigint NOT NULL,
    published_by text NOT NULL,
    PRIMARY KEY (stream, version)
);

-- The addresses that must not be written to, in the form in which they are compared. Stream 0 stands for all. What is liftable is no
-- reason while the last row of triggered_opt_in is on.
CREATE TABLE triggered_suppression (
    address text COLLATE "C" NOT NULL,
    stream bigint NOT NULL,
    reason text COLLATE "C" NOT NULL,
    liftable boolean NOT NULL,
    domain text COLLATE "C" NOT NULL,
    added_at bigint NOT NULL,
    added_by text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (address, stream, reason)
);

CREATE INDEX triggered_suppression_domain ON triggered_suppression (domain, address, stream, reason);

CREATE INDEX triggered_suppression_reason ON triggered_suppression (reason, address, stream);

-- How the transactional opt-in was switched.
CREATE TABLE triggered_opt_in (
    seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    is_on boolean NOT NULL,
    changed_at bigint NOT NULL,
    changed_by text NOT NULL
);

-- What was changed, of streams and events, by whom and when.
CREATE TABLE triggered_change (
    seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    subject bigint NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    changed_at bigint NOT NULL,
    changed_by text NOT NULL,
    detail text NOT NULL
);

CREATE INDEX triggered_change_subject ON triggered_change (subject, seq);
-- The steps that programs had, one plan for each change of them: names, one on each line.
CREATE TABLE triggered_plan (
    program text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    steps text NOT NULL,
    events text NOT NULL,
    PRIMARY KEY (program, number)
);

-- Enrolments and events are numbered in the order in which they are accepted, on whatever connection: so it has no cache.
CREATE SEQUENCE triggered_program_seq;

-- The contacts that were enrolled in programs. A contact is its key; 'single' is there while a contact is in a program that takes it
-- once at a time.
CREATE TABLE triggered_enrolment (
    seq bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    program text COLLATE "C" NOT NULL,
    contact text COLLATE "C" NOT NULL,
    address text NOT NULL,
    started_at bigint NOT NULL,
    occurrence uuid UNIQUE,
    fingerprint bytea,
    single text COLLATE "C" UNIQUE,
    standing text,
    step text,
    ended_at bigint
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX triggered_enrolment_contact ON triggered_enrolment (contact, seq);

CREATE INDEX triggered_enrolment_ended ON triggered_enrolment (ended_at) WHERE ended_at IS NOT NULL;

-- Where those are that have not ended. One is due before its time where an event has reached it; one whose owner is no triggered_node
-- is anybody's.
CREATE TABLE triggered_turn (
    seq bigint PRIMARY KEY,
    program text COLLATE "C" NOT NULL,
    plan integer NOT NULL,
    standing text NOT NULL,
    step text COLLATE "C" NOT NULL,
    until_at bigint NOT NULL,
    awaits text NOT NULL,
    otherwise text NOT NULL,
    due_at bigint NOT NULL,
    owner bigint,
    revision bigint NOT NULL DEFAULT 0,
    arrivals bigint NOT NULL DEFAULT 0,
    entries integer NOT NULL DEFAULT 0,
    mailed boolean NOT NULL DEFAULT false,
    failures integer NOT NULL DEFAULT 0
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX triggered_turn_due ON triggered_turn (program, due_at, seq) WHERE owner IS NULL;

CREATE INDEX triggered_turn_owned ON triggered_turn (owner) WHERE owner IS NOT NULL;

CREATE INDEX triggered_turn_step ON triggered_turn (program, step, seq);

-- What contacts carry through programs, until they have left.
CREATE TABLE triggered_baggage (
    seq bigint PRIMARY KEY,
    body bytea NOT NULL
) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- What happened to them.
CREATE TABLE triggered_passage (
    seq bigint NOT NULL,
    number integer NOT NULL,
    happened_at bigint NOT NULL,
    step text NOT NULL,
    happening text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (seq, number)
);

-- Events that are to reach the enrolments of a contact in some programs, one on each line, which were accepted before them.
CREATE TABLE triggered_signal (
    seq bigint PRIMARY KEY,
    contact text COLLATE "C" NOT NULL,
    programs text NOT NULL,
    event text NOT NULL,
    came_at bigint NOT NULL,
    body bytea NOT NULL
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- Events that have reached an enrolment and are not used up: of each event the last one.
CREATE TABLE triggered_arrival (
    enrolment bigint NOT NULL,
    event text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    came_at bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (enrolment, event)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- The broadcasts. The owner is the triggered_node that reads the recipients; of one stream, one broadcast is read at a time. While the
-- stage is READING or FAILED, its messages are not forgotten, so that nobody is written to twice.
CREATE TABLE triggered_broadcast (
    number bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    id text COLLATE "C" NOT NULL UNIQUE,
    stream bigint NOT NULL,
    stage text NOT NULL,
    fault text NOT NULL DEFAULT '',
    paused integer NOT NULL DEFAULT 0,
    owner bigint,
    started_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    row_count bigint NOT NULL DEFAULT 0,
    accepted bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    rejected bigint NOT NULL DEFAULT 0,
    suppressed bigint NOT NULL DEFAULT 0,
    position double precision NOT NULL DEFAULT -1
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX triggered_broadcast_run ON triggered_broadcast (stream) WHERE owner IS NOT NULL;

-- What was counted and is in no roll-up yet: marks, each followed by how often it was made in four bytes. A step that keeps or ends
-- messages adds one row.
CREATE TABLE triggered_tally (
    seq bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    body bytea NOT NULL
) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- What was counted in a minute, an hour or a day of UTC.
CREATE TABLE triggered_rollup (
    kind text COLLATE "C" NOT NULL,
    begins_at bigint NOT NULL,
    stream bigint NOT NULL,
    version integer NOT NULL,
    lane text COLLATE "C" NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (kind, begins_at, stream, version, lane)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0,
    toast.autovacuum_vacuum_scale_factor = 0.02, toast.autovacuum_vacuum_cost_delay = 0);

-- Who is told of which state of messages, or which response to them, of which stream; stream 0 stands for all.
CREATE TABLE triggered_subscription (
    subscriber text COLLATE "C" NOT NULL,
    occasion text COLLATE "C" NOT NULL,
    stream bigint NOT NULL,
    renewed_at bigint NOT NULL,
    PRIMARY KEY (subscriber, occasion, stream)
);

-- What subscribers have not been told yet. One that is being told is due when its lease ends.
-- What was responded to has a link (0 for an open), a responder and a client.
CREATE TABLE triggered_notice (
    number bigint GENERATED ALWAYS AS IDENTITY,
    subscriber text COLLATE "C" NOT NULL,
    message bigint NOT NULL,
    id text NOT NULL,
    stream text NOT NULL,
    version integer NOT NULL,
    recipient text NOT NULL,
    broadcast bigint,
    occasion text NOT NULL,
    happened_at bigint NOT NULL,
    attempt integer NOT NULL,
    code integer NOT NULL,
    enhanced_status text NOT NULL,
    reply text NOT NULL,
    reason text NOT NULL,
    due_at bigint NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    link integer,
    responder text,
    client text,
    PRIMARY KEY (subscriber, number)
) WITH (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);

CREATE INDEX triggered_notice_due ON triggered_notice (subscriber, due_at, number);

CREATE INDEX triggered_notice_message ON triggered_notice (subscriber, message, number);
