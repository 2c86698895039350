-- may execute: nobody
-- Arguments: what a row is called, with its article; its paths, as a function of app or as JSON; what to call instead.
-- Runs as whoever updates, so that current_user tells a function of the domain from everybody else.
CREATE OR REPLACE FUNCTION app.guard_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_allowed boolean;
BEGIN
  IF current_user <> 'erp_definer' THEN
    RAISE EXCEPTION 'The status of % is not changed by hand.', TG_ARGV[0]
      USING ERRCODE = 'insufficient_privilege', HINT = TG_ARGV[2];
  END IF;
  IF TG_ARGV[1] LIKE '{%' THEN
    v_allowed := coalesce(TG_ARGV[1]::jsonb -> OLD.status @> to_jsonb(NEW.status), false);
  ELSE
    EXECUTE format('SELECT app.%I($1, $2)', TG_ARGV[1]) INTO v_allowed USING OLD.status, NEW.status;
  END IF;
  IF v_allowed IS NOT TRUE THEN
    PERFORM app.require_path(
      false, upper(left(TG_ARGV[0], 1)) || substr(TG_ARGV[0], 2), OLD.status, NEW.status,
      CASE WHEN TG_ARGV[1] LIKE '{%' THEN (
        SELECT string_agg(p.key || ' → ' || (SELECT string_agg(t.value, ', ') FROM json_array_elements_text(p.value) t), '; ')
        FROM json_each(TG_ARGV[1]::json) p
      ) ELSE format('app.%s lists the paths of %s.', TG_ARGV[1], TG_ARGV[0]) END
    );
  END IF;
  RETURN NEW;
END
$$;

COMMENT ON FUNCTION app.guard_status() IS
  'Trigger: the status of a row changes only inside the functions of its domain and along allowed paths, whoever asks.';
