-- may execute: erp_service
-- A procedure with settings of its own cannot commit, and neither can one with the rights of its owner: so this one has
-- neither, names everything with its schema and uses no operator. All work is done by the function that it calls.
CREATE OR REPLACE PROCEDURE app.erase_tenant_in_batches(
  p_tenant_id bigint, p_confirm_slug text, p_rows integer DEFAULT 10000
)
LANGUAGE plpgsql
AS $$
BEGIN
  LOOP
    EXIT WHEN app.erase_tenant_batch(p_tenant_id, p_confirm_slug, p_rows);
    COMMIT;
  END LOOP;
END
$$;

COMMENT ON PROCEDURE app.erase_tenant_in_batches(bigint, text, integer) IS
  'Removes a tenant and every row that belongs to it, and nothing else, with a commit after each batch of rows: locks are held for one batch. The tenant is suspended first. CALL it outside a transaction; when it was interrupted, call it again and it goes on. Raises P0002, 2D000 inside a transaction, and then nothing was removed.';
