-- What a sender once said a name in a table means, and in which layout a table was handed in.
CREATE TABLE remembered_name (
    id VARCHAR NOT NULL,
    unit_code VARCHAR NOT NULL,
    unit_valid_from DATE NOT NULL,
    layout_key VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "by" VARCHAR NOT NULL
);

ALTER TABLE submission ADD COLUMN layout_key VARCHAR;
