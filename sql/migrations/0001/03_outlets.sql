-- Grain: outlet.
CREATE TABLE store.outlets (
    outlet VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    homepage VARCHAR,
    country VARCHAR,
    language VARCHAR,
    leaning VARCHAR,
    leaning_source VARCHAR,
    owner VARCHAR
)
