-- Grain: comparison window.
INSERT INTO store.windows BY NAME
SELECT
    $window AS window_key, $run_id AS run_id, $run_date AS run_date, $window_start AS window_start,
    $window_end AS window_end, $started_at AS started_at, $finished_at AS finished_at, $articles AS articles,
    $stories AS stories, $sentences AS sentences, $divergences AS divergences, $versions AS versions
