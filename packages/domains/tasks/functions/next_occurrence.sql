-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.next_occurrence(
  p_frequency text, p_every integer, p_days smallint[], p_starts_at time, p_timezone text, p_after timestamptz,
  p_last timestamptz DEFAULT NULL
) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT app.require_allowed('recurring_task', 'frequency', p_frequency);
  -- By the clock on the wall: nine in the morning stays nine when the clocks change.
  WITH clock AS (
    SELECT (p_after AT TIME ZONE p_timezone) AS after, (coalesce(p_last, p_after) AT TIME ZONE p_timezone)::date AS base
  ), day AS (
    SELECT CASE p_frequency
        WHEN 'weekly' THEN date_trunc('week', c.base)::date + 7 * p_every * s.n + (d.day - 1)
        WHEN 'monthly' THEN least(
          (date_trunc('month', c.base) + make_interval(months => p_every * s.n))::date + (d.day - 1),
          (date_trunc('month', c.base) + make_interval(months => p_every * s.n + 1))::date - 1)
        ELSE c.base + p_every * s.n
      END AS day
    FROM clock c
    -- Enough periods to get past p_after, however long ago the last one was; sparse ones are found in the second.
    CROSS JOIN LATERAL generate_series(
      CASE WHEN p_last IS NULL THEN 0 ELSE greatest(0, (c.after::date - c.base) / (31 * p_every) - 1) END,
      (c.after::date - c.base) / CASE p_frequency WHEN 'weekly' THEN 7 * p_every WHEN 'monthly' THEN 28 * p_every ELSE p_every END + 2
    ) AS s (n)
    CROSS JOIN LATERAL unnest(CASE WHEN p_days = '{}' THEN ARRAY[1]::smallint[] ELSE p_days END) AS d (day)
  )
  SELECT min((d.day + p_starts_at) AT TIME ZONE p_timezone) FROM day d, clock c WHERE d.day + p_starts_at > c.after
$$;

COMMENT ON FUNCTION app.next_occurrence(text, integer, smallint[], time, text, timestamptz, timestamptz) IS
  'The first moment after p_after at which work comes again, by the clock of a time zone; periods are counted from the day, week or month of p_last. A day that a month lacks is its last day. Raises 22023 for an unknown frequency.';
