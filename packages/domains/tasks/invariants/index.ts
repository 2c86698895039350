import type { Invariant } from '@erp/kit/invariant';

/** The rules of the business that the rows of tasks keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'project_progress',
    says: 'A project counts its tasks, and those of them that are done.',
    sql: `
      SELECT p.tenant_id, p.code AS key,
        format('says %s of %s, its tasks say %s of %s', p.done_task_count, p.task_count,
          coalesce(t.done, 0), coalesce(t.alive, 0)) AS found
      FROM project p
      LEFT JOIN (
        SELECT tenant_id, project_id, count(*) FILTER (WHERE status <> 'cancelled') AS alive,
          count(*) FILTER (WHERE status = 'done') AS done
        FROM task GROUP BY tenant_id, project_id
      ) t ON t.tenant_id = p.tenant_id AND t.project_id = p.id
      WHERE (p.task_count, p.done_task_count)
        IS DISTINCT FROM (coalesce(t.alive, 0)::integer, coalesce(t.done, 0)::integer)`,
  },
  {
    name: 'task_numbers_handed_out',
    says: 'No task has a number that its project has not handed out yet.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('%s is at %s', p.code, p.last_task_number) AS found
      FROM task t JOIN project p ON p.tenant_id = t.tenant_id AND p.id = t.project_id
      WHERE t.task_number ~ ('^' || p.code || '-[0-9]{1,9}$')
        AND substr(t.task_number, length(p.code) + 2)::bigint > p.last_task_number`,
  },
  {
    name: 'closed_project_has_no_open_task',
    says: 'A project that is completed or archived has no open task.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('%s is %s, the task is %s', p.code, p.status, t.status) AS found
      FROM task t JOIN project p ON p.tenant_id = t.tenant_id AND p.id = t.project_id
      WHERE p.status IN ('completed', 'archived') AND t.status NOT IN ('done', 'cancelled')`,
  },
  {
    name: 'whole_closed_after_its_parts',
    says: 'A closed task has no open part.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('is %s, %s is %s', t.status, part.task_number, part.status) AS found
      FROM task part
      JOIN task t ON t.tenant_id = part.tenant_id AND t.project_id = part.project_id AND t.id = part.parent_task_id
      WHERE t.status IN ('done', 'cancelled') AND part.status NOT IN ('done', 'cancelled')`,
  },
  {
    name: 'task_is_no_part_of_itself',
    says: 'No task is part of itself, over any number of levels.',
    sql: `
      WITH RECURSIVE above (tenant_id, origin_id, task_id) AS (
        SELECT tenant_id, id, parent_task_id FROM task WHERE parent_task_id IS NOT NULL
        UNION
        SELECT a.tenant_id, a.origin_id, t.parent_task_id
        FROM above a JOIN task t ON t.tenant_id = a.tenant_id AND t.id = a.task_id
        WHERE t.parent_task_id IS NOT NULL
      )
      SELECT a.tenant_id, t.task_number AS key, 'is above itself' AS found
      FROM above a JOIN task t ON t.tenant_id = a.tenant_id AND t.id = a.origin_id
      WHERE a.task_id = a.origin_id`,
  },
  {
    name: 'task_does_not_wait_for_itself',
    says: 'No task waits for itself, over any number of others.',
    sql: `
      WITH RECURSIVE before (tenant_id, origin_id, task_id) AS (
        SELECT tenant_id, task_id, depends_on_task_id FROM task_dependency WHERE dependency_type = 'blocks'
        UNION
        SELECT b.tenant_id, b.origin_id, d.depends_on_task_id
        FROM before b
        JOIN task_dependency d ON d.tenant_id = b.tenant_id AND d.task_id = b.task_id AND d.dependency_type = 'blocks'
      )
      SELECT b.tenant_id, t.task_number AS key, 'waits for itself' AS found
      FROM before b JOIN task t ON t.tenant_id = b.tenant_id AND t.id = b.origin_id
      WHERE b.task_id = b.origin_id`,
  },
  {
    name: 'activity_tells_the_status',
    says: 'The last change of status that was written down is the one that the task has.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('is %s, its activity says %s', t.status, a.new_value) AS found
      FROM task t
      JOIN (
        SELECT DISTINCT ON (tenant_id, task_id) tenant_id, task_id, new_value
        FROM task_activity WHERE action_type = 'status_changed'
        ORDER BY tenant_id, task_id, created_at DESC, id DESC
      ) a ON a.tenant_id = t.tenant_id AND a.task_id = t.id
      WHERE a.new_value IS DISTINCT FROM t.status`,
  },
  {
    name: 'activity_begins_with_the_task',
    says: 'Nothing happens to a task before it is made.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('made %s, %s before', t.created_at, a.action_type) AS found
      FROM task_activity a JOIN task t ON t.tenant_id = a.tenant_id AND t.id = a.task_id
      WHERE a.created_at < t.created_at`,
  },
  {
    name: 'first_due_date_is_kept',
    says: 'A task that is due remembers the first date that it was.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('due %s, first due never', t.due_date) AS found
      FROM task t WHERE t.due_date IS NOT NULL AND t.original_due_date IS NULL`,
  },
  {
    name: 'next_occurrence_is_to_come',
    says: 'A template has not made a task yet for the time at which it will make the next one.',
    sql: `
      SELECT t.tenant_id, t.task_number AS key, format('starts %s, the next one %s', t.start_date, r.next_run) AS found
      FROM task t
      JOIN recurring_task r ON r.tenant_id = t.tenant_id AND r.project_id = t.project_id AND r.id = t.recurring_task_id
      WHERE r.is_active AND t.original_due_date >= r.next_run + make_interval(hours => r.processing_time_hours)`,
  },
  {
    name: 'milestone_after_its_tasks',
    about: 'demo',
    says: 'A milestone of a demo is reached when nothing before it is open.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('reached %s, %s was %s until %s', m.completed_at, t.task_number, t.status, t.completed_at) AS found
      FROM milestone m
      JOIN sys_demo_seeds d ON d.tenant_id = m.tenant_id AND d.table_name = 'milestone'
      JOIN task t ON t.tenant_id = m.tenant_id AND t.project_id = m.project_id AND t.milestone_id = m.id AND t.id < 1000000000
      WHERE m.id < 1000000000 AND m.completed_at IS NOT NULL
        AND (t.status NOT IN ('done', 'cancelled') OR t.completed_at > m.completed_at)`,
  },
  {
    name: 'nobody_asks_themselves',
    about: 'demo',
    says: 'Whoever is named in a comment of a demo is somebody else.',
    sql: `
      SELECT c.tenant_id, c.id AS key, c.author_id || ' names themselves' AS found
      FROM task_comment c
      JOIN sys_demo_seeds d ON d.tenant_id = c.tenant_id AND d.table_name = 'task_comment'
      JOIN task_comment_mention m ON m.tenant_id = c.tenant_id AND m.comment_id = c.id
      WHERE c.id < 1000000000 AND m.mentioned_staff_id = c.author_id`,
  },
  {
    name: 'reviewed_by_somebody_else',
    about: 'demo',
    says: 'A task of a demo is looked through by somebody who has not done it.',
    sql: `
      SELECT t.tenant_id, t.id AS key, 'was reviewed by whoever did it' AS found
      FROM task t JOIN sys_demo_seeds d ON d.tenant_id = t.tenant_id AND d.table_name = 'task'
      WHERE t.id < 1000000000 AND t.reviewed_by = t.assigned_to`,
  },
  {
    name: 'done_by_who_was_there',
    about: 'demo',
    says: 'Whoever has left a project of a demo does no task of it any more.',
    sql: `
      SELECT t.tenant_id, t.id AS key, format('was done at %s, after %s', t.completed_at, m.left_at) AS found
      FROM task t JOIN sys_demo_seeds d ON d.tenant_id = t.tenant_id AND d.table_name = 'task'
      JOIN project_member m ON m.tenant_id = t.tenant_id AND m.project_id = t.project_id AND m.user_id = t.assigned_to
      WHERE t.id < 1000000000 AND m.id < 1000000000 AND t.completed_at > m.left_at`,
  },
];
