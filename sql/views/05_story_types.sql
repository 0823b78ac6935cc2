-- Grain: story of one window; its type by the words of its headlines and openings, `other` where none leads.
CREATE OR REPLACE VIEW store.story_types AS
WITH words (story_type, pattern) AS (
    VALUES
    ('conflict', '\b(war|troops?|army|soldiers?|militants?|rebels?|cease-?fire|truce|missiles?|drones?|air ?strikes?|shelling|hostages?|insurgents?|invasion|military|warships?|front line|gunmen)\b'),
    ('crime', '\b(police|courts?|judges?|jury|trial|verdict|sentenced?|jail(ed)?|prison|convict(ed|ion)|arrest(s|ed)?|charged|murder(s|ed)?|stabb(ed|ing)|robbery|theft|fraud|bribes?|prosecutors?|lawsuit|manslaughter|suspects?|shooting|heist)\b'),
    ('disaster', '\b(earthquake|quake|floods?|flood(ed|ing)|hurricane|typhoon|storms?|wildfires?|blaze|fire|crash(es|ed)?|derail(ed|ment)|collaps(e|ed|es)|explosion|sank|sinking|ferry|landslide|avalanche|eruption|rescuers?|evacuat(e|ed|ion)|survivors?|heat ?wave|drought|leak)\b'),
    ('politics', '\b(elections?|votes?|voters?|voted|parliament|senate|senators?|congress|ministers?|president|party|parties|coalition|campaign|ballots?|government|lawmakers?|bill|referendum|summit|treaty|sanctions|mayor|council|opposition|candidates?|resign(s|ed|ation)?)\b'),
    ('business', '\b(shares?|profits?|revenue|banks?|inflation|interest rates?|markets?|merger|takeover|bid|tariffs?|economy|economic|jobs|strike|union|company|companies|firm|investors?|billion|prices?|factory|exports?|chief executive)\b'),
    ('science and health', '\b(study|researchers?|scientists?|vaccines?|virus|disease|patients?|hospitals?|doctors?|climate|species|spacecraft|telescope|fossils?|drugs?|cancer|outbreak|health|medicine|measles|clinic)\b'),
    ('sport', '\b(match|goals?|cup|league|coach|season|teams?|tournament|champions?|championship|olympics?|striker|players?|race|innings|wicket|touchdown|scored|football|tennis|marathon|medal)\b'),
    ('culture', '\b(films?|albums?|songs?|singer|actor|actress|novel|author|museum|paintings?|exhibition|concert|theat(re|er)|festival|award|band|artists?|celebrity|royal|queen|prince)\b')
),
openings AS (
    SELECT DISTINCT s.window_key, s.story_id, a.article_id, lower(a.title || '. ' || a.title || '. ' || left(a.text, 400)) AS opening
    FROM store.story_articles s
    JOIN store.article_versions a ON a.article_id = s.article_id
    QUALIFY row_number() OVER (PARTITION BY s.window_key, s.story_id, a.article_id ORDER BY a.fetched_at DESC NULLS LAST, a.content_hash) = 1
),
counted AS (
    SELECT o.window_key, o.story_id, w.story_type, sum(len(regexp_extract_all(o.opening, w.pattern))) AS hits
    FROM openings o
    CROSS JOIN words w
    GROUP BY ALL
),
ranked AS (
    SELECT
        *, row_number() OVER (PARTITION BY window_key, story_id ORDER BY hits DESC, story_type) AS place,
        coalesce(lead(hits) OVER (PARTITION BY window_key, story_id ORDER BY hits DESC, story_type), 0) AS next_hits
    FROM counted
)
SELECT window_key, story_id, CASE WHEN hits >= 2 AND hits > next_hits THEN story_type ELSE 'other' END AS story_type
FROM ranked
WHERE place = 1
