import type { Demo } from '../src/demo.ts';
import { ownerOf } from '../src/empty-tenant.ts';
import type { Row, Value } from '../src/row.ts';
import type { Player } from '../src/step.ts';
import { type DomainStories, type StoryBuilder, storiesOf } from '../src/story.ts';

/** What there is to do, by whom, and what is said about it. */
export const tasks: DomainStories = {
  domain: 'tasks',
  stories(demo) {
    const { told, tell } = storiesOf(demo, 'tasks', ownerOf(demo));
    for (const project of demo.rows('project'))
      tell(`project ${project.code}: ${project.status}`, (story) => tellProject(demo, story, project));
    for (const template of demo.rows('recurring_task'))
      tell(`${template.name} comes again`, (story) => tellTemplate(demo, story, template));
    for (const task of demo.rows('task')) {
      tell(`task ${task.task_number}: ${task.status}`, (story) => {
        if (task.recurring_task_id === null) tellPlanned(story, task);
        tellTask(demo, story, task);
      });
    }
    return told;
  },
  pairs: { task_activity: { within: ['task_id', 'action_type', 'field_name'], order: ['created_at', 'id'] } },
  translates: {
    task_activity: {
      metadata: (value, _row, there) => {
        const about = value as Record<string, Value>;
        const [name, id] = Object.entries(about)[0] ?? [];
        return name === undefined || !name.endsWith('_id')
          ? about
          : { [name]: there(name.slice(0, -3), id ?? null) };
      },
    },
  },
};

/** A project is opened with its people, papers and milestones, and comes to its end. */
function tellProject(demo: Demo, story: StoryBuilder, project: Row): void {
  const owner = project.owner_id;
  const of = (table: string) => demo.of(table, 'project_id', project.id);
  story.insert('project', project);
  for (const member of of('project_member')) {
    story.insert('project_member', member, { by: owner, begins: { left_at: null } });
    if (member.left_at !== null) {
      story.step(member.left_at, owner, 'let a member go', (player) =>
        player.update('project_member', member, ['left_at']),
      );
    }
  }
  for (const file of of('project_repository')) story.insert('project_repository', file);
  for (const milestone of of('milestone')) {
    const reached = milestone.status === 'completed';
    story.insert('milestone', milestone, {
      by: owner,
      begins: reached ? { status: 'pending', completed_at: null } : {},
    });
    if (reached) {
      story.step(milestone.completed_at, owner, 'reach the milestone', (player) =>
        player.update('milestone', milestone, ['status', 'completed_at']),
      );
    }
  }
  const move = (at: Value | undefined, to: string) =>
    story.afterwards(at, owner, `project → ${to}`, (player) =>
      player.call('transition_project', { project_id: player.id('project', project.id), to }),
    );
  if (project.completed_at !== null) move(project.completed_at, 'completed');
  if (project.archived_at !== null) move(project.archived_at, 'archived');
  if (project.status === 'on_hold') move(project.updated_at, 'on_hold');
}

/** Work that comes again: its tasks are made when they are due to be seen. */
function tellTemplate(demo: Demo, story: StoryBuilder, template: Row): void {
  const made = demo.of('task', 'recurring_task_id', template.id);
  const begins = made[0] === undefined ? {} : { next_run: made[0].start_date as Value };
  story.insert('recurring_task', template, { begins });
  for (const helper of demo.of('recurring_task_assignee', 'recurring_task_id', template.id))
    story.insert('recurring_task_assignee', helper, { by: template.created_by });
  for (const task of made) {
    story.step(task.created_at, null, 'make the tasks that are due', async (player) => {
      await player.call('make_due_tasks', {});
      const [found] = await player.ask<{ id: string }>(
        'SELECT id FROM task WHERE tenant_id = $1 AND recurring_task_id = $2 AND repeat_key = $3',
        [player.tenant, player.id('recurring_task', template.id), task.repeat_key],
      );
      player.made('task', task, found?.id);
    });
  }
}

/** Somebody writes a task down. */
function tellPlanned(story: StoryBuilder, task: Row): void {
  story.step(task.created_at, task.created_by, 'write the task down', async (player) => {
    const id = await player.call('create_task', {
      project_id: player.id('project', task.project_id),
      title: task.title,
      description: task.description,
      assigned_to: task.assigned_to,
      due_date: task.due_date,
      priority: task.priority,
      task_type: task.task_type,
      parent_task_id: player.idOrNull('task', task.parent_task_id),
      milestone_id: player.idOrNull('milestone', task.milestone_id),
      start_date: task.start_date,
      estimated_hours: task.estimated_hours,
    });
    player.made('task', task, id);
  });
}

/** What becomes of a task: steps, remarks, files. */
function tellTask(demo: Demo, story: StoryBuilder, task: Row): void {
  const of = (table: string) => demo.of(table, 'task_id', task.id);
  const id = (player: Player) => player.id('task', task.id);
  const activity = of('task_activity');
  for (const each of activity) {
    if (each.action_type === 'status_changed') {
      story.step(each.created_at, each.staff_id, `task → ${each.new_value}`, (player) =>
        player.call('transition_task', { task_id: id(player), to: each.new_value }),
      );
    } else if (each.action_type === 'updated') {
      story.step(each.created_at, each.staff_id, `note ${each.field_name}`, (player) =>
        player.update('task', task, [String(each.field_name)]),
      );
    } else if (each.action_type === 'archived') {
      story.step(each.created_at, each.staff_id, 'put the task away', (player) =>
        player.call('archive_task', { task_id: id(player) }),
      );
    }
  }
  for (const comment of of('task_comment')) tellComment(demo, story, task, comment);
  for (const file of of('task_attachment')) story.insert('task_attachment', file);
  for (const watcher of of('task_watcher')) {
    const made = watcher.created_at === task.created_at;
    if (made) story.insert('task_watcher', watcher, { by: watcher.staff_id });
    else story.expect('task_watcher', [watcher]);
  }
  for (const dependency of of('task_dependency'))
    story.insert('task_dependency', dependency, { by: task.created_by, last: true });
  story.expect('task', [task]);
  story.expect('task_activity', activity);
}

function tellComment(demo: Demo, story: StoryBuilder, task: Row, comment: Row): void {
  const mentions = demo.of('task_comment_mention', 'comment_id', comment.id);
  story.step(comment.created_at, comment.author_id, 'say something', async (player) => {
    const made = await player.call('comment_task', {
      task_id: player.id('task', task.id),
      content: comment.content,
      mentions: mentions.map((each) => each.mentioned_staff_id),
      parent_comment_id: player.idOrNull('task_comment', comment.parent_comment_id),
      is_internal: comment.is_internal,
    });
    player.made('task_comment', comment, made);
  });
  if (comment.deleted_at !== null) {
    story.step(comment.deleted_at, comment.author_id, 'take it back', (player) =>
      player.update('task_comment', comment, ['deleted_at']),
    );
  }
  story.expect('task_comment', [comment]);
  story.expect('task_comment_mention', mentions);
}
