-- Grain: outlet in a window: how its collection went.
CREATE TABLE store.outlet_status (
    window_key VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    candidates INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    reason VARCHAR
)
