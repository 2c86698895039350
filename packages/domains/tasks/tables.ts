/** Row types of tasks, written by `pnpm types` from the migrated schema. A test holds them to it. */
import type { Inserted, Updated } from '@erp/kit/row';
import type { Knex } from 'knex';

export interface MilestoneRow {
  tenant_id: string;
  id: string;
  project_id: string;
  title: string;
  description: string | null;
  target_date: Date | null;
  status: 'pending' | 'in_progress' | 'completed';
  completed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProjectRow {
  tenant_id: string;
  id: string;
  code: string;
  title: string;
  description: string | null;
  owner_id: string | null;
  status: 'active' | 'on_hold' | 'completed' | 'archived';
  visibility: 'private' | 'team' | 'public';
  start_date: Date | null;
  end_date: Date | null;
  is_continuous: boolean;
  completed_at: Date | null;
  archived_at: Date | null;
  last_task_number: number;
  task_count: number;
  done_task_count: number;
  progress: string;
  metadata: unknown;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProjectMemberRow {
  tenant_id: string;
  id: string;
  project_id: string;
  user_id: string;
  role: 'owner' | 'manager' | 'member' | 'viewer';
  joined_at: Date;
  left_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface ProjectRepositoryRow {
  tenant_id: string;
  id: string;
  project_id: string;
  file_name: string;
  file_path: string;
  mime_type: string | null;
  file_size: string;
  description: string | null;
  uploaded_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface RecurringTaskRow {
  tenant_id: string;
  id: string;
  project_id: string;
  name: string;
  title_template: string;
  description_template: string | null;
  task_type: 'task' | 'bug' | 'feature' | 'epic' | 'story';
  priority: 'low' | 'medium' | 'high' | 'critical';
  frequency: 'daily' | 'weekly' | 'monthly' | 'custom';
  every: number;
  repeat_days: number[];
  starts_at: string;
  timezone: string | null;
  next_run: Date | null;
  processing_time_hours: number;
  days_before_insert: number;
  is_active: boolean;
  created_by: string | null;
  updated_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface RecurringTaskAssigneeRow {
  tenant_id: string;
  id: string;
  recurring_task_id: string;
  staff_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface TaskRow {
  tenant_id: string;
  id: string;
  project_id: string;
  task_number: string;
  parent_task_id: string | null;
  milestone_id: string | null;
  title: string;
  description: string | null;
  task_type: 'task' | 'bug' | 'feature' | 'epic' | 'story';
  status: 'todo' | 'in_progress' | 'in_review' | 'done' | 'cancelled';
  priority: 'low' | 'medium' | 'high' | 'critical';
  assigned_to: string | null;
  assigned_by: string | null;
  reviewed_by: string | null;
  created_by: string | null;
  start_date: Date | null;
  due_date: Date | null;
  original_due_date: Date | null;
  estimated_hours: string | null;
  actual_hours: string | null;
  position: number;
  recurring_task_id: string | null;
  repeat_key: string | null;
  started_at: Date | null;
  completed_at: Date | null;
  archived_at: Date | null;
  metadata: unknown;
  created_at: Date;
  updated_at: Date;
}

export interface TaskActivityRow {
  tenant_id: string;
  id: string;
  task_id: string;
  staff_id: string | null;
  action_type: 'created' | 'updated' | 'assigned' | 'status_changed' | 'commented' | 'attached' | 'archived';
  field_name: string | null;
  old_value: string | null;
  new_value: string | null;
  metadata: unknown;
  created_at: Date;
}

export interface TaskAttachmentRow {
  tenant_id: string;
  id: string;
  task_id: string;
  file_name: string;
  file_path: string;
  mime_type: string | null;
  file_size: string;
  uploaded_by: string | null;
  created_at: Date;
  updated_at: Date;
}

export interface TaskCommentRow {
  tenant_id: string;
  id: string;
  task_id: string;
  parent_comment_id: string | null;
  author_id: string | null;
  content: string;
  is_internal: boolean;
  deleted_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export interface TaskCommentMentionRow {
  tenant_id: string;
  id: string;
  comment_id: string;
  mentioned_staff_id: string;
  created_at: Date;
  updated_at: Date;
}

export interface TaskDependencyRow {
  tenant_id: string;
  id: string;
  task_id: string;
  depends_on_task_id: string;
  dependency_type: 'blocks' | 'relates_to' | 'duplicates';
  created_at: Date;
  updated_at: Date;
}

export interface TaskWatcherRow {
  tenant_id: string;
  id: string;
  task_id: string;
  staff_id: string;
  created_at: Date;
  updated_at: Date;
}

declare module 'knex/types/tables.js' {
  interface Tables {
    milestone: Knex.CompositeTableType<
      MilestoneRow,
      Inserted<MilestoneRow, 'project_id' | 'title'>,
      Updated<MilestoneRow>
    >;
    project: Knex.CompositeTableType<
      ProjectRow,
      Inserted<ProjectRow, 'code' | 'title', 'progress'>,
      Updated<ProjectRow, 'progress'>
    >;
    project_member: Knex.CompositeTableType<
      ProjectMemberRow,
      Inserted<ProjectMemberRow, 'project_id' | 'user_id'>,
      Updated<ProjectMemberRow>
    >;
    project_repository: Knex.CompositeTableType<
      ProjectRepositoryRow,
      Inserted<ProjectRepositoryRow, 'project_id' | 'file_name' | 'file_path'>,
      Updated<ProjectRepositoryRow>
    >;
    recurring_task: Knex.CompositeTableType<
      RecurringTaskRow,
      Inserted<RecurringTaskRow, 'project_id' | 'name' | 'title_template' | 'frequency'>,
      Updated<RecurringTaskRow>
    >;
    recurring_task_assignee: Knex.CompositeTableType<
      RecurringTaskAssigneeRow,
      Inserted<RecurringTaskAssigneeRow, 'recurring_task_id' | 'staff_id'>,
      Updated<RecurringTaskAssigneeRow>
    >;
    task: Knex.CompositeTableType<
      TaskRow,
      Inserted<TaskRow, 'project_id' | 'task_number' | 'title'>,
      Updated<TaskRow>
    >;
    task_activity: Knex.CompositeTableType<
      TaskActivityRow,
      Inserted<TaskActivityRow, 'task_id' | 'action_type'>,
      Updated<TaskActivityRow>
    >;
    task_attachment: Knex.CompositeTableType<
      TaskAttachmentRow,
      Inserted<TaskAttachmentRow, 'task_id' | 'file_name' | 'file_path'>,
      Updated<TaskAttachmentRow>
    >;
    task_comment: Knex.CompositeTableType<
      TaskCommentRow,
      Inserted<TaskCommentRow, 'task_id' | 'content'>,
      Updated<TaskCommentRow>
    >;
    task_comment_mention: Knex.CompositeTableType<
      TaskCommentMentionRow,
      Inserted<TaskCommentMentionRow, 'comment_id' | 'mentioned_staff_id'>,
      Updated<TaskCommentMentionRow>
    >;
    task_dependency: Knex.CompositeTableType<
      TaskDependencyRow,
      Inserted<TaskDependencyRow, 'task_id' | 'depends_on_task_id'>,
      Updated<TaskDependencyRow>
    >;
    task_watcher: Knex.CompositeTableType<
      TaskWatcherRow,
      Inserted<TaskWatcherRow, 'task_id' | 'staff_id'>,
      Updated<TaskWatcherRow>
    >;
  }
}
