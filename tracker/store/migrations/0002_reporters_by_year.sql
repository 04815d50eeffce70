-- An indicator is expected while one of its programmes runs.
ALTER TABLE indicator_reporter ADD COLUMN first_year INTEGER;
ALTER TABLE indicator_reporter ADD COLUMN last_year INTEGER;
UPDATE workspace SET catalogue_sha256 = NULL;
