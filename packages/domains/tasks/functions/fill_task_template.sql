-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.fill_task_template(p_template text, p_at timestamp) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT replace(replace(replace(p_template,
    '{date}', to_char(p_at, 'YYYY-MM-DD')), '{week}', to_char(p_at, 'IYYY-"W"IW')), '{month}', to_char(p_at, 'YYYY-MM'))
$$;

COMMENT ON FUNCTION app.fill_task_template(text, timestamp) IS
  'Puts the day, ISO week and month of a moment where a template says {date}, {week} and {month}.';
