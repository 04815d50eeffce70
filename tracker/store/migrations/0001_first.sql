-- The first schema. Only what DuckDB and DuckLake both have: NOT NULL and literal defaults.

CREATE TABLE migration (
    number INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    applied_at TIMESTAMP NOT NULL
);

CREATE TABLE workspace (
    revision BIGINT NOT NULL,
    mode VARCHAR NOT NULL,
    schema_version INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    catalogue_sha256 VARCHAR,
    reference_sha256 VARCHAR
);

CREATE TABLE workspace_event (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR,
    detail VARCHAR
);

CREATE TABLE indicator (
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    programmes VARCHAR NOT NULL,
    group_code VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    unit_of_measure VARCHAR NOT NULL,
    direction VARCHAR,
    kind VARCHAR NOT NULL,
    aggregation VARCHAR NOT NULL,
    frequency VARCHAR NOT NULL,
    standard VARCHAR,
    numerator_name VARCHAR,
    denominator_name VARCHAR,
    document VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    verified BOOLEAN NOT NULL
);

CREATE TABLE indicator_reporter (
    indicator_code VARCHAR NOT NULL,
    unit_level VARCHAR NOT NULL,
    department_code VARCHAR
);

CREATE TABLE target (
    indicator_code VARCHAR NOT NULL,
    programme_code VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    target_kind VARCHAR NOT NULL,
    target_op VARCHAR NOT NULL,
    target_low DOUBLE,
    target_high DOUBLE,
    due_year INTEGER NOT NULL,
    stage_first_year INTEGER,
    of_indicator VARCHAR,
    base_year INTEGER,
    base_measure VARCHAR,
    mode VARCHAR,
    judged VARCHAR,
    territory_code VARCHAR,
    document VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    verified BOOLEAN NOT NULL,
    note VARCHAR
);

CREATE TABLE reporting_unit (
    code VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    name VARCHAR NOT NULL,
    short_name VARCHAR,
    level VARCHAR NOT NULL,
    territory_code VARCHAR,
    district_code VARCHAR,
    is_approximate BOOLEAN NOT NULL,
    lat DOUBLE,
    lon DOUBLE
);

CREATE TABLE unit_succession (
    old_code VARCHAR NOT NULL,
    new_code VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    is_default BOOLEAN NOT NULL
);

CREATE TABLE place_member (
    place_code VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    member_from DATE NOT NULL,
    member_to DATE NOT NULL,
    is_approximate BOOLEAN NOT NULL
);

CREATE TABLE place_unit (
    place_code VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL
);

CREATE TABLE submission (
    id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    period VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    precedence INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    is_demo BOOLEAN NOT NULL,
    file_sha256 VARCHAR,
    file_name VARCHAR,
    received_at TIMESTAMP NOT NULL,
    submitted_by VARCHAR,
    note VARCHAR,
    warnings_reason VARCHAR
);

CREATE TABLE submission_event (
    id VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR,
    reason VARCHAR,
    detail VARCHAR
);

CREATE TABLE submission_finding (
    id VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    cell VARCHAR,
    message VARCHAR NOT NULL,
    detail VARCHAR
);

CREATE TABLE observation (
    id VARCHAR NOT NULL,
    submission_id VARCHAR NOT NULL,
    indicator_code VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    period VARCHAR NOT NULL,
    period_ends_on DATE NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE,
    note VARCHAR,
    cell VARCHAR,
    document VARCHAR,
    section VARCHAR,
    verified BOOLEAN
);

CREATE TABLE rollup (
    place_code VARCHAR NOT NULL,
    indicator_code VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_ends_on DATE NOT NULL,
    measure VARCHAR NOT NULL,
    direct_value DOUBLE,
    direct_numerator DOUBLE,
    direct_denominator DOUBLE,
    value_sum DOUBLE,
    numerator_sum DOUBLE,
    denominator_sum DOUBLE,
    value_min DOUBLE,
    value_last DOUBLE,
    units_reported BIGINT NOT NULL,
    units_complying BIGINT NOT NULL,
    is_approximate BOOLEAN NOT NULL
);
