-- Grain: kind of divergence whose confidences reviewers' verdicts have re-fitted; filled in the published copy only.
CREATE TABLE store.calibration (
    kind VARCHAR NOT NULL,
    slope DOUBLE NOT NULL,
    intercept DOUBLE NOT NULL
)
