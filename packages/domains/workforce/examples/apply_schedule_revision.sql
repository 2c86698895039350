WITH revision AS (
  INSERT INTO schedule_revision (revision_type, start_date, end_date, description)
  SELECT r.revision_type, current_date + 500, current_date + 500, 'A fair.' FROM schedule_revision r ORDER BY r.id LIMIT 1
  RETURNING id, description
), detail AS (
  INSERT INTO schedule_revision_detail (revision_id, action, staff_id, start_time, end_time, timezone)
  SELECT r.id, 'create', (SELECT min(user_id) FROM sys_tenant_members WHERE status = 'active'), now() + interval '500 days',
    now() + interval '500 days 6 hours', 'UTC'
  FROM revision r RETURNING revision_id
)
SELECT r.description, app.apply_schedule_revision(r.id) AS applied FROM revision r JOIN detail d ON d.revision_id = r.id;
