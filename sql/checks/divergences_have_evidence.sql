-- Grain: divergence without evidence on two sides: none may be.
SELECT d.divergence_id
FROM main.divergences d
LEFT JOIN main.divergence_evidence e USING (divergence_id)
GROUP BY d.divergence_id
HAVING count(DISTINCT e.side) < 2
