-- Grain: archived answer of some outlets.
SELECT archive_file, archive_offset::INTEGER AS archive_offset
FROM store.fetches
WHERE outlet IN (SELECT unnest($outlets)) AND archive_file IS NOT NULL
