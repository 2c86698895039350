SELECT app.submit_evaluation(app.create_evaluation(max(m.user_id), '2030-01-01', '2030-03-31',
    (SELECT jsonb_agg(jsonb_build_object('criteria_id', c.id, 'score', 1)) FROM performance_criteria c WHERE c.is_active AND c.department_id IS NULL)
  )) IS NOT NULL AS handed_in
FROM sys_tenant_members m
WHERE m.status = 'active' AND m.user_id <> app.current_user_id();
