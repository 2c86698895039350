import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  milestone: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    project_id: 'The project that it is a checkpoint of.',
    title: 'What is to be reached by then.',
    description: 'How to tell that it is reached.',
    status: 'How far it is; set by members.',
    completed_at: 'When it was reached; empty before.',
  },
  project: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    title: 'What the project is called in lists.',
    description: 'What it is for and what it is to bring.',
    start_date: 'When work is planned to begin; empty while that is open.',
    completed_at: 'When it was completed; set by app.transition_project, which empties it when work goes on.',
    archived_at: 'When it was put away; set by app.transition_project.',
  },
  project_member: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    project_id: 'The project that the member works in.',
    role: 'What the member is in the project; this permits nothing in other projects.',
    joined_at: 'Since when the member works in it.',
  },
  project_repository: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    project_id: 'The project that the file belongs to.',
    description: 'What is in the file and for whom.',
    uploaded_by: 'Member who put the file there.',
  },
  recurring_task: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What members call the template, in the list of those.',
    is_active: 'Whether app.make_due_tasks makes tasks of it.',
    priority: 'Priority that its tasks begin with.',
    task_type: 'Kind that its tasks begin with.',
  },
  recurring_task_assignee: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    recurring_task_id: 'The template of whose tasks the member gets one.',
  },
  task: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'created_at', 'updated_at'),
    project_id: 'The project that it is part of; numbers its tasks.',
    title: 'What is to be done, in one line.',
    description: 'What exactly is to be done, and how to tell that it is.',
    task_type: 'What kind of work it is; epics and stories group others.',
    priority: 'How soon it is to be done beside the others; set by members.',
    estimated_hours: 'Hours that it is thought to take.',
    actual_hours: 'Hours that it has taken so far, as members write them.',
    completed_at: 'When it was done; set by app.transition_task, which empties it when the task is reopened.',
  },
  task_activity: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    task_id: 'The task that it happened to.',
    action_type: 'What happened, of the kinds that the triggers tell apart.',
    old_value: 'What field_name was before, as text; empty for the first.',
    new_value: 'What field_name is since then, as text.',
  },
  task_attachment: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    task_id: 'The task that the file belongs to.',
    uploaded_by: 'Member who put the file there.',
  },
  task_comment: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    task_id: 'The task that is remarked on.',
    content: 'The remark itself, in the words of its author.',
  },
  task_comment_mention: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    comment_id: 'The remark that names the member.',
  },
  task_dependency: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    task_id: 'The task that has to do with the other one.',
    depends_on_task_id: 'The other task; dependency_type says what it is to the first.',
  },
  task_watcher: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    task_id: 'The task that the member follows.',
  },
};
