import { testInvariants } from '@erp/domain-contract/invariants';
import definition from '../domain.ts';

testInvariants(definition, {
  project_progress: 'UPDATE project SET done_task_count = done_task_count - 1 WHERE done_task_count > 0',
  task_numbers_handed_out: 'UPDATE project SET last_task_number = 3 WHERE id = 1',
  closed_project_has_no_open_task:
    "UPDATE task SET status = 'todo', completed_at = NULL, archived_at = NULL WHERE project_id = 1",
  whole_closed_after_its_parts:
    "UPDATE task SET status = 'todo', completed_at = NULL WHERE parent_task_id IS NOT NULL AND project_id = 1",
  task_is_no_part_of_itself: 'UPDATE task SET parent_task_id = id + 1 WHERE id = 1',
  task_does_not_wait_for_itself: `
    INSERT INTO task_dependency (tenant_id, task_id, depends_on_task_id, dependency_type)
    SELECT tenant_id, depends_on_task_id, task_id, 'blocks' FROM task_dependency WHERE dependency_type = 'blocks' LIMIT 1`,
  activity_tells_the_status: "DELETE FROM task_activity WHERE new_value = 'done'",
  activity_begins_with_the_task: "UPDATE task_activity SET created_at = '2001-01-01' WHERE id < 20",
  first_due_date_is_kept: 'UPDATE task SET original_due_date = NULL WHERE id = 1',
  next_occurrence_is_to_come: "UPDATE recurring_task SET next_run = '2026-10-01' WHERE is_active",
  milestone_after_its_tasks: "UPDATE milestone SET completed_at = '2001-01-01' WHERE status = 'completed'",
  nobody_asks_themselves: `
    UPDATE task_comment c SET author_id = m.mentioned_staff_id
    FROM task_comment_mention m WHERE m.tenant_id = c.tenant_id AND m.comment_id = c.id`,
  reviewed_by_somebody_else: 'UPDATE task SET reviewed_by = assigned_to WHERE assigned_to IS NOT NULL',
  done_by_who_was_there: `
    UPDATE project_member m SET left_at = m.joined_at + interval '1 second'
    FROM task t WHERE t.tenant_id = m.tenant_id AND t.project_id = m.project_id AND t.assigned_to = m.user_id`,
});
