-- Who may sign in, the rounds with what stands beside their numbers, editions, and one log of every event.
CREATE TABLE account (
    id VARCHAR NOT NULL,
    login VARCHAR NOT NULL,
    full_name VARCHAR NOT NULL,
    email VARCHAR,
    role VARCHAR NOT NULL,
    is_leader BOOLEAN NOT NULL,
    password_hash VARCHAR,
    sso_subject VARCHAR,
    is_disabled BOOLEAN NOT NULL,
    is_demo BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE account_unit (
    account_id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL
);

CREATE TABLE account_field (
    account_id VARCHAR NOT NULL,
    field_code VARCHAR NOT NULL
);

CREATE TABLE sign_in_session (
    token_sha256 VARCHAR NOT NULL,
    account_id VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    address VARCHAR,
    browser VARCHAR,
    revoked_at TIMESTAMP
);

CREATE TABLE sign_in_attempt (
    login VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    "at" TIMESTAMP NOT NULL,
    is_success BOOLEAN NOT NULL
);

-- One-time links: to set a password the first time or again, and to carry a single sign-on over.
CREATE TABLE one_time_link (
    token_sha256 VARCHAR NOT NULL,
    account_id VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    created_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

CREATE TABLE audit_event (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subject_kind VARCHAR NOT NULL,
    subject_id VARCHAR,
    unit_code VARCHAR,
    period VARCHAR,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR,
    account_id VARCHAR,
    address VARCHAR,
    reason VARCHAR,
    detail VARCHAR
);

ALTER TABLE submission_event ADD COLUMN account_id VARCHAR;
ALTER TABLE submission_event ADD COLUMN address VARCHAR;
ALTER TABLE workspace_event ADD COLUMN account_id VARCHAR;
ALTER TABLE workspace_event ADD COLUMN address VARCHAR;

-- field_codes: programmes and groups whose indicators it asks for, with commas, '' for all of them.
-- remind_before, remind_after: on which days before and after the units' last day to remind, with commas.
CREATE TABLE round (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    calendar VARCHAR NOT NULL,
    cut_off_on DATE NOT NULL,
    units_due_on DATE NOT NULL,
    office_due_on DATE,
    leadership_due_on DATE,
    field_codes VARCHAR NOT NULL,
    has_reminders BOOLEAN NOT NULL,
    remind_before VARCHAR NOT NULL,
    remind_after VARCHAR NOT NULL,
    is_demo BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- drafted, opened, closed, reopened, signed: the newest of these says the state of the round. The rest tells
-- what else was changed: changed, deadline_changed, reminders_stopped, reminders_resumed.
CREATE TABLE round_event (
    id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR,
    account_id VARCHAR,
    address VARCHAR,
    reason VARCHAR,
    detail VARCHAR
);

-- Which unit reports which indicator in a round, as it was when the round was opened.
CREATE TABLE round_duty (
    round_id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    indicator_code VARCHAR NOT NULL
);

-- An attempt is appended as sending, and again as sent or failed once the mail server has answered. `kind` is
-- before_7, after_1, on_2026-11-22 (by hand on that day); `due_on` the last day that the message names.
CREATE TABLE reminder (
    id VARCHAR NOT NULL,
    attempt_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    kind VARCHAR NOT NULL,
    due_on DATE NOT NULL,
    address VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    detail VARCHAR,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL
);

-- What a reviewer says of a cell or of a whole hand-in.
CREATE TABLE review_comment (
    id VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL,
    observation_id VARCHAR,
    indicator_code VARCHAR,
    cell VARCHAR,
    body VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    account_id VARCHAR
);

CREATE TABLE edition (
    id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    short_number VARCHAR NOT NULL,
    check_code VARCHAR NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    document_number VARCHAR,
    reason VARCHAR,
    is_demo BOOLEAN NOT NULL,
    signed_at TIMESTAMP NOT NULL,
    signed_by VARCHAR NOT NULL,
    account_id VARCHAR
);

-- The words beside the numbers; only ever appended, the newest version of a key counts.
CREATE TABLE report_text (
    id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    programme_code VARCHAR NOT NULL,
    indicator_code VARCHAR,
    part VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    is_demo BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    account_id VARCHAR
);

-- What somebody is typing; replaced in place, without a new revision of the workspace.
CREATE TABLE text_draft (
    account_id VARCHAR NOT NULL,
    draft_key VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    base_revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL
);

CREATE TABLE issued_document (
    id VARCHAR NOT NULL,
    entry_id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    programme_code VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    issued_on DATE,
    issuer VARCHAR,
    state VARCHAR NOT NULL,
    is_demo BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    account_id VARCHAR
);

CREATE TABLE task_report (
    id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    task_code VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    state VARCHAR NOT NULL,
    due_on DATE,
    done_on DATE,
    evidence VARCHAR,
    is_demo BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    account_id VARCHAR
);

CREATE TABLE explanation (
    id VARCHAR NOT NULL,
    round_id VARCHAR NOT NULL,
    indicator_code VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    question VARCHAR NOT NULL,
    due_on DATE NOT NULL,
    is_demo BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    asked_at TIMESTAMP NOT NULL,
    asked_by VARCHAR NOT NULL,
    account_id VARCHAR
);

-- asked, answered, returned, settled, withdrawn: the newest says where the question stands.
CREATE TABLE explanation_event (
    id VARCHAR NOT NULL,
    explanation_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    body VARCHAR,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL,
    account_id VARCHAR,
    address VARCHAR
);

-- The rollup of official figures beside that of all. What was handed in before there was a review counts as
-- approved. The load that follows recounts.
INSERT INTO submission_event (id, submission_id, kind, revision, "at", detail)
SELECT uuid()::VARCHAR, id, 'approved', revision, received_at, 'before_review'
FROM submission WHERE kind <> 'published';
ALTER TABLE rollup ADD COLUMN basis VARCHAR DEFAULT 'all';
DELETE FROM rollup;
UPDATE workspace SET catalogue_sha256 = NULL;
