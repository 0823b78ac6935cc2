-- Grain: verdict of a reviewer; `holds`: the divergence's evidence is still what was judged.
CREATE OR REPLACE VIEW main.reviews AS
SELECT
    r.divergence_id, r.verdict, r.note, r.reviewer, r.reviewed_at,
    coalesce(r.evidence_hash = d.evidence_hash, FALSE) AS holds
FROM store.reviews r
LEFT JOIN main.divergences d USING (divergence_id)
