WITH gone AS (
  UPDATE sys_tenant_members m SET status = 'left'
  WHERE m.user_id = (SELECT max(user_id) FROM sys_tenant_members)
  RETURNING m.user_id, m.status
)
SELECT gone.status, app.erase_member(gone.user_id) AS erased FROM gone;
