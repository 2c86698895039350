-- Whoever judged does not send it back: an administrator does.
SELECT e.id AS evaluation, app.reject_evaluation(e.id, 'Please give reasons.') AS sent_back
FROM performance_evaluation e
JOIN sys_roles r ON r.key = 'admin'
JOIN sys_user_roles a ON a.role_id = r.id AND a.user_id NOT IN (e.staff_id, e.evaluator_id)
CROSS JOIN LATERAL app.enter_tenant(a.tenant_id, a.user_id) AS entered
WHERE e.status = 'submitted'
ORDER BY e.id LIMIT 1;
