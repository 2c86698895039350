-- may execute: nobody
CREATE OR REPLACE FUNCTION app.guard_erased_person() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  v_person bigint;
BEGIN
  -- The foreign keys were checked before, and waited for an erasure that was under way.
  SELECT k.id INTO v_person FROM public.crm_personal_keys k
  WHERE (k.tenant_id, k.id) IN (SELECT n.tenant_id, n.personal_key_id FROM new_rows n) AND k.erased_at IS NOT NULL
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'Person % has been erased.', v_person
      USING ERRCODE = 'object_not_in_prerequisite_state',
      HINT = 'Somebody who comes back is a new person with a key of their own.';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER tr_crm_personal_contacts_guard_erased AFTER INSERT ON public.crm_personal_contacts
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.guard_erased_person();
CREATE OR REPLACE TRIGGER tr_crm_personal_addresses_guard_erased AFTER INSERT ON public.crm_personal_addresses
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.guard_erased_person();
CREATE OR REPLACE TRIGGER tr_crm_personal_profile_guard_erased AFTER INSERT ON public.crm_personal_profile
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.guard_erased_person();
CREATE OR REPLACE TRIGGER tr_crm_personal_journey_guard_erased AFTER INSERT ON public.crm_personal_journey
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION app.guard_erased_person();

COMMENT ON FUNCTION app.guard_erased_person() IS
  'Trigger: nothing personal is added to a person who has been erased.';
