-- may execute: nobody
CREATE OR REPLACE FUNCTION app.lock_person_details(p_persons bigint[]) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_tenant bigint := app.current_tenant_id();
BEGIN
  PERFORM FROM public.crm_personal_contacts c
  WHERE c.tenant_id = v_tenant AND c.personal_key_id = ANY (p_persons) ORDER BY c.id FOR UPDATE;
  PERFORM FROM public.crm_personal_addresses a
  WHERE a.tenant_id = v_tenant AND a.personal_key_id = ANY (p_persons) ORDER BY a.id FOR UPDATE;
  PERFORM FROM public.crm_personal_profile f
  WHERE f.tenant_id = v_tenant AND f.personal_key_id = ANY (p_persons) ORDER BY f.id FOR UPDATE;
  PERFORM FROM public.crm_personal_journey j
  WHERE j.tenant_id = v_tenant AND j.personal_key_id = ANY (p_persons) ORDER BY j.id FOR UPDATE;
END
$$;

COMMENT ON FUNCTION app.lock_person_details(bigint[]) IS
  'Locks what is known of persons, contacts, addresses, profile and journey, in the order of docs/locks.md: before their orders are reached, to which whoever has changed one of these rows may go on. A second call locks nothing new. For app.merge_persons and app.erase_person, which hold the persons.';
