-- may execute: erp_app, erp_service
CREATE OR REPLACE FUNCTION app.raise_alert(
  p_key text, p_entity_type text, p_entity_id bigint, p_details jsonb DEFAULT '{}', p_severity text DEFAULT 'medium'
) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_key public.alert_keys;
  v_alert bigint;
  v_first boolean;
  v_at timestamptz;
BEGIN
  PERFORM app.require_permission('alerts.raise');
  PERFORM app.require_allowed('alert_keys', 'severity', p_severity);
  SELECT * INTO v_key FROM public.alert_keys k WHERE k.tenant_id = v_tenant AND k.key = p_key;
  IF NOT FOUND THEN
    INSERT INTO public.alert_keys AS k (tenant_id, key, alert_name, severity, created_by)
    VALUES (v_tenant, p_key, initcap(replace(p_key, '_', ' ')), p_severity, app.current_user_id())
    ON CONFLICT (tenant_id, key) DO UPDATE SET key = excluded.key
    RETURNING k.* INTO v_key;
  END IF;
  IF NOT v_key.active THEN
    RETURN NULL;
  END IF;

  INSERT INTO public.alerts AS a (
    tenant_id, alert_key_id, entity_type, entity_id, severity, details, expires_at, created_by
  )
  VALUES (
    v_tenant, v_key.id, p_entity_type, p_entity_id, v_key.severity, app.log_body(p_details),
    now() + v_key.auto_resolve_after, app.current_user_id()
  )
  ON CONFLICT (tenant_id, alert_key_id, entity_type, entity_id) WHERE resolved_at IS NULL DO UPDATE
    SET occurrences = a.occurrences + 1, last_raised_at = greatest(a.last_raised_at, excluded.last_raised_at),
      details = excluded.details, expires_at = excluded.expires_at
  RETURNING a.id, a.occurrences = 1 INTO v_alert, v_first;

  IF v_first THEN
    -- By the clock from here on, where everything that was open on the subject is over: this transaction may have begun
    -- while it was open.
    v_at := clock_timestamp();
    UPDATE public.alerts a
    SET created_at = v_at, last_raised_at = v_at, expires_at = v_at + v_key.auto_resolve_after
    WHERE a.tenant_id = v_tenant AND a.id = v_alert;
    INSERT INTO public.alert_events (tenant_id, created_at, alert_id, event, user_id)
    VALUES (v_tenant, v_at, v_alert, 'raised', app.current_user_id());
  END IF;
  RETURN v_alert;
END
$$;

COMMENT ON FUNCTION app.raise_alert(text, text, bigint, jsonb, text) IS
  'Raises an alert of a kind on a subject and returns it. While one is open, or taken on, it is the same one: raised once more, with the facts of now. A kind that the tenant does not have yet is made, with p_severity; one that is switched off raises nothing and returns NULL. The alert stays locked until the transaction ends: raise last, several in the order of their keys and subjects. Needs alerts.raise. Raises 22023 for an unknown severity.';
