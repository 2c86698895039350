SELECT app.pre_request() IS NOT NULL AS entered, s.claims - 'sub' AS claims
FROM (
  SELECT jsonb_build_object('sub', u.auth_user_id, 'tenant_id', app.current_tenant_id()) AS claims
  FROM sys_users u
  WHERE u.id = app.current_user_id()
) s
WHERE set_config('request.jwt.claims', s.claims::text, true) <> '';
