SELECT m.display_name, app.create_evaluation(m.user_id, '2030-01-01', '2030-03-31',
    (SELECT jsonb_build_array(jsonb_build_object('criteria_id', min(c.id), 'score', 1)) FROM performance_criteria c WHERE c.department_id IS NULL)
  ) IS NOT NULL AS opened
FROM sys_tenant_members m
WHERE m.status = 'active' AND m.user_id <> app.current_user_id()
ORDER BY m.user_id LIMIT 1;
