-- Grain: story of one window; its type by the words of its headlines and openings, `other` where none leads.
CREATE OR REPLACE VIEW store.story_types AS
WITH openings AS (
    SELECT DISTINCT s.window_key, s.story_id, a.article_id, lower(a.title || '. ' || a.title || '. ' || left(a.text, 400)) AS opening
    FROM store.story_articles s
    JOIN store.article_versions a ON a.article_id = s.article_id
    QUALIFY row_number() OVER (PARTITION BY s.window_key, s.story_id, a.article_id ORDER BY a.fetched_at DESC NULLS LAST, a.content_hash) = 1
),
-- each pattern stands in a place of its own: as a column of values it would be read anew for each row
matched AS (
    SELECT
        window_key, story_id,
        sum(len(regexp_extract_all(opening, '\b(war|troops?|army|soldiers?|militants?|rebels?|cease-?fire|truce|missiles?|drones?|air ?strikes?|shelling|hostages?|insurgents?|invasion|military|warships?|front line|gunmen)\b'))) AS "conflict",
        sum(len(regexp_extract_all(opening, '\b(police|courts?|judges?|jury|trial|verdict|sentenced?|jail(ed)?|prison|convict(ed|ion)|arrest(s|ed)?|charged|murder(s|ed)?|stabb(ed|ing)|robbery|theft|fraud|bribes?|prosecutors?|lawsuit|manslaughter|suspects?|shooting|heist)\b'))) AS "crime",
        sum(len(regexp_extract_all(opening, '\b(earthquake|quake|floods?|flood(ed|ing)|hurricane|typhoon|storms?|wildfires?|blaze|fire|crash(es|ed)?|derail(ed|ment)|collaps(e|ed|es)|explosion|sank|sinking|ferry|landslide|avalanche|eruption|rescuers?|evacuat(e|ed|ion)|survivors?|heat ?wave|drought|leak)\b'))) AS "disaster",
        sum(len(regexp_extract_all(opening, '\b(elections?|votes?|voters?|voted|parliament|senate|senators?|congress|ministers?|president|party|parties|coalition|campaign|ballots?|government|lawmakers?|bill|referendum|summit|treaty|sanctions|mayor|council|opposition|candidates?|resign(s|ed|ation)?)\b'))) AS "politics",
        sum(len(regexp_extract_all(opening, '\b(shares?|profits?|revenue|banks?|inflation|interest rates?|markets?|merger|takeover|bid|tariffs?|economy|economic|jobs|strike|union|company|companies|firm|investors?|billion|prices?|factory|exports?|chief executive)\b'))) AS "business",
        sum(len(regexp_extract_all(opening, '\b(study|researchers?|scientists?|vaccines?|virus|disease|patients?|hospitals?|doctors?|climate|species|spacecraft|telescope|fossils?|drugs?|cancer|outbreak|health|medicine|measles|clinic)\b'))) AS "science and health",
        sum(len(regexp_extract_all(opening, '\b(match|goals?|cup|league|coach|season|teams?|tournament|champions?|championship|olympics?|striker|players?|race|innings|wicket|touchdown|scored|football|tennis|marathon|medal)\b'))) AS "sport",
        sum(len(regexp_extract_all(opening, '\b(films?|albums?|songs?|singer|actor|actress|novel|author|museum|paintings?|exhibition|concert|theat(re|er)|festival|award|band|artists?|celebrity|royal|queen|prince)\b'))) AS "culture"
    FROM openings
    GROUP BY ALL
),
counted AS (
    SELECT window_key, story_id, story_type, hits
    FROM matched
    UNPIVOT (hits FOR story_type IN ("conflict", "crime", "disaster", "politics", "business", "science and health", "sport", "culture"))
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
