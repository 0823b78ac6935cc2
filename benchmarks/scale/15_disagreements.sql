-- Grain: disagreement: every story of two articles has one on a figure, every third another one, each that runs on a change.
CREATE OR REPLACE TEMP TABLE made_disagreements AS
WITH told AS (
    SELECT night, story, story_id, is_old FROM made_articles GROUP BY ALL HAVING count(*) > 1
)
SELECT *, left(md5(concat_ws('-', 'divergence', night, story, kind, scope)), 16) AS divergence_id
FROM (
    SELECT
        *, 'figure' AS kind, 'count' AS subtype, 'cross_outlet' AS scope, 1 AS position,
        CASE WHEN story % 5 = 0 THEN 'time' END AS explained_by
    FROM told
    UNION ALL
    SELECT
        *, ['claim', 'attribution', 'framing', 'omission'][1 + story // 3 % 4],
        ['negation', 'fact_vs_attributed', 'loaded_wording', 'missing_claim'][1 + story // 3 % 4], 'cross_outlet', 3, NULL
    FROM told
    WHERE story % 3 = 0
    UNION ALL
    SELECT *, 'figure', 'count', 'cross_version', 2, 'time' FROM told WHERE is_old
)
