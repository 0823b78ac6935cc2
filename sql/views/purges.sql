-- Grain: takedown.
CREATE OR REPLACE VIEW main.purges AS
SELECT kind, target, purged_at, reason, articles, erased_rows
FROM store.purges
