SELECT l.id AS lead, l.status AS before, app.convert_lead(l.id) IS NOT NULL AS converted
FROM crm_leads l
WHERE l.status = 'qualified'
ORDER BY l.id LIMIT 1;
