-- Grain: the schema beneath the analyst views.
CREATE SCHEMA IF NOT EXISTS store
