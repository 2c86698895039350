/** Calls of the functions of tasks, written by `pnpm types` from the migrated schema. A test holds them to it. */
import { functionCall, type Decimal, type Id, type Moment } from '@erp/kit/function-call';

export const tasks = {
  /** Says that a task waits for another one (blocks), has to do with it (relates_to) or is the same (duplicates), and returns that; said again it returns the same. Needs tasks.write. Raises 22023, P0002, 55000 where the task is done and the other one is open, 23514 when a task would wait for itself over others. */
  addDependency: functionCall<
    {
      taskId: Id;
      dependsOnTaskId: Id;
      dependencyType?: 'blocks' | 'relates_to' | 'duplicates' | undefined;
    },
    string,
    'invalid_parameter_value' | 'check_violation' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'add_dependency',
    'value',
    { taskId: 'bigint', dependsOnTaskId: 'bigint', dependencyType: 'text' },
    { invalid_parameter_value: '22023', check_violation: '23514', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Puts a closed task out of sight; reopening brings it back. False when it is put away already. Needs tasks.write. Raises P0002, 55000. */
  archiveTask: functionCall<
    {
      taskId: Id;
    },
    boolean,
    'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'archive_task',
    'value',
    { taskId: 'bigint' },
    { insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Gives a task to a member of the tenant, or to nobody, and remembers who gave it. False when that is so already. Needs tasks.write. Raises P0002, 23503 for somebody who is no member. */
  assignTask: functionCall<
    {
      taskId: Id;
      to: Id;
    },
    boolean,
    'foreign_key_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'assign_task',
    'value',
    { taskId: 'bigint', to: 'bigint' },
    { foreign_key_violation: '23503', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Writes a remark on a task in the name of the caller; who is named in it follows the task from then on. Returns the remark. A second call is a second one. Needs tasks.write. Raises P0002, 23503 for people who are no members or a remark on another task. */
  commentTask: functionCall<
    {
      taskId: Id;
      content: string;
      mentions?: readonly Id[] | undefined;
      parentCommentId?: Id | null | undefined;
      isInternal?: boolean | undefined;
    },
    string,
    'foreign_key_violation' | 'insufficient_privilege' | 'no_data_found'
  >(
    'comment_task',
    'value',
    { taskId: 'bigint', content: 'text', mentions: 'bigint[]', parentCommentId: 'bigint', isInternal: 'boolean' },
    { foreign_key_violation: '23503', insufficient_privilege: '42501', no_data_found: 'P0002' },
  ),
  /** Opens a project whose code numbers its tasks and returns it; the same code and title again returns the one that is there. Its owner works in it, the caller unless it is said. Details: description, owner_id, visibility, start_date, end_date or is_continuous, metadata, members ([{"user_id", "role"}]). Needs tasks.manage. Raises 22023, 23503 for somebody who is no member of the tenant, 23505 when the code is that of another project. */
  createProject: functionCall<
    {
      code: string;
      title: string;
      details?: unknown | undefined;
    },
    string,
    'invalid_parameter_value' | 'foreign_key_violation' | 'unique_violation' | 'insufficient_privilege'
  >(
    'create_project',
    'value',
    { code: 'text', title: 'text', details: 'jsonb' },
    { invalid_parameter_value: '22023', foreign_key_violation: '23503', unique_violation: '23505', insufficient_privilege: '42501' },
  ),
  /** Makes a task with the next number of its project, without gaps; returns it. Sessions that make tasks of the same project wait for each other. A second call is a second one. Needs tasks.write. Raises 22023, P0002, 55000 where project or parent are closed. */
  createTask: functionCall<
    {
      projectId: Id;
      title: string;
      description?: string | null | undefined;
      assignedTo?: Id | null | undefined;
      dueDate?: Moment | null | undefined;
      priority?: 'low' | 'medium' | 'high' | 'critical' | undefined;
      taskType?: 'task' | 'bug' | 'feature' | 'epic' | 'story' | undefined;
      parentTaskId?: Id | null | undefined;
      milestoneId?: Id | null | undefined;
      startDate?: Moment | null | undefined;
      estimatedHours?: Decimal | null | undefined;
    },
    string,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'create_task',
    'value',
    { projectId: 'bigint', title: 'text', description: 'text', assignedTo: 'bigint', dueDate: 'timestamp with time zone', priority: 'text', taskType: 'text', parentTaskId: 'bigint', milestoneId: 'bigint', startDate: 'timestamp with time zone', estimatedHours: 'numeric' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Removes a task with its remarks, files and story for good; its parts stay and are part of nothing. False when it is gone already. Needs tasks.delete. app.transition_task(…, 'cancelled') keeps it. */
  deleteTask: functionCall<
    {
      taskId: Id;
    },
    boolean,
    'insufficient_privilege'
  >(
    'delete_task',
    'value',
    { taskId: 'bigint' },
    { insufficient_privilege: '42501' },
  ),
  /** Puts the day, ISO week and month of a moment where a template says {date}, {week} and {month}. */
  fillTaskTemplate: functionCall<
    {
      template: string;
      at: string;
    },
    string,
    never
  >(
    'fill_task_template',
    'value',
    { template: 'text', at: 'timestamp without time zone' },
    {},
  ),
  /** Makes the tasks of all templates of the current tenant that are due by p_at, each occurrence once for each assignee, however many sessions call it; returns how many. A late call makes up for what was missed, at most p_limit occurrences of a template at a time. Projects that are not active make none; they catch up later. Needs tasks.manage. */
  makeDueTasks: functionCall<
    {
      at?: Moment | undefined;
      limit?: number | undefined;
    },
    number,
    'insufficient_privilege'
  >(
    'make_due_tasks',
    'value',
    { at: 'timestamp with time zone', limit: 'integer' },
    { insufficient_privilege: '42501' },
  ),
  /** The first moment after p_after at which work comes again, by the clock of a time zone; periods are counted from the day, week or month of p_last. A day that a month lacks is its last day. Raises 22023 for an unknown frequency. */
  nextOccurrence: functionCall<
    {
      frequency: 'daily' | 'weekly' | 'monthly' | 'custom';
      every: number;
      days: readonly number[];
      startsAt: string;
      timezone: string;
      after: Moment;
      last?: Moment | null | undefined;
    },
    Date,
    'invalid_parameter_value'
  >(
    'next_occurrence',
    'value',
    { frequency: 'text', every: 'integer', days: 'smallint[]', startsAt: 'time without time zone', timezone: 'text', after: 'timestamp with time zone', last: 'timestamp with time zone' },
    { invalid_parameter_value: '22023' },
  ),
  /** Whether a task may go from one status to another: todo, in_progress and in_review forward, back and to cancelled; done is reopened as in_progress, cancelled as todo. Null for an unknown status. */
  taskTransitionAllowed: functionCall<
    {
      from: string;
      to: string;
    },
    boolean,
    never
  >(
    'task_transition_allowed',
    'value',
    { from: 'text', to: 'text' },
    {},
  ),
  /** Makes a project active, puts it on hold, completes or archives it; not completed or archived while a task of it is open. False when it is so already. Needs tasks.manage. Raises 22023 for an unknown status, P0002, 55000. */
  transitionProject: functionCall<
    {
      projectId: Id;
      to: 'active' | 'on_hold' | 'completed' | 'archived';
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_project',
    'value',
    { projectId: 'bigint', to: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Moves a task to another status along an allowed path and stamps when work began and ended. Not done while a task that it waits for, not closed while a part of it is open, not reopened in a closed project. False when it is there already. Needs tasks.write. Raises 22023 for an unknown status, P0002, 55000. */
  transitionTask: functionCall<
    {
      taskId: Id;
      to: 'todo' | 'in_progress' | 'in_review' | 'done' | 'cancelled';
      note?: string | null | undefined;
    },
    boolean,
    'invalid_parameter_value' | 'insufficient_privilege' | 'object_not_in_prerequisite_state' | 'no_data_found'
  >(
    'transition_task',
    'value',
    { taskId: 'bigint', to: 'text', note: 'text' },
    { invalid_parameter_value: '22023', insufficient_privilege: '42501', object_not_in_prerequisite_state: '55000', no_data_found: 'P0002' },
  ),
  /** Projects that screens show to the current user, by their visibility: public ones; team ones to who writes tasks; all of them to their people, to who has a task in them and to who manages projects. */
  visibleProjects: functionCall<
    Record<never, never>,
    string[],
    never
  >(
    'visible_projects',
    'values',
    {},
    {},
  ),
};
