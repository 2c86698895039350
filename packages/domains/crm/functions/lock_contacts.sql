-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_contacts(p_contacts jsonb) RETURNS text[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
  v_values text[];
BEGIN
  SELECT array_agg(DISTINCT r.contact_value ORDER BY r.contact_value) INTO v_values
  FROM jsonb_array_elements(p_contacts) AS c (details)
  CROSS JOIN LATERAL app.read_contact(c.details ->> 'contact', c.details ->> 'contact_type') r;
  PERFORM pg_advisory_xact_lock(hashtextextended('crm_personal_contacts ' || v_tenant || ' ' || v.value, 0))
  FROM unnest(v_values) WITH ORDINALITY AS v (value, place) ORDER BY v.place;
  RETURN coalesce(v_values, '{}');
END
$$;

COMMENT ON FUNCTION app.lock_contacts(jsonb) IS
  'Makes sessions that are about to add a person with the same contact wait for each other, before they look whether there is one; returns the contacts as they are stored. Not for callers.';
