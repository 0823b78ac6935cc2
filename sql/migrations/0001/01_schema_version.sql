-- Grain: one row: the version of this layout.
CREATE TABLE store.schema_version (version INTEGER NOT NULL)
