SELECT i.email, app.revoke_invitation(i.id) IS NOT NULL AS revoked
FROM sys_tenant_invitations i
WHERE i.accepted_at IS NULL AND i.revoked_at IS NULL
ORDER BY i.id LIMIT 1;
