import { isAway, officeTime } from '@erp/demo-world/roster';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { HOUR } from '@erp/kit/moment';
import { begunAt, lastChange, type TaskPlan, taskPlanOf } from './task-plan.ts';
import { say } from './texts/words.ts';

/** Most comments on a task. */
export const MOST_COMMENTS = 3;

/** A comment on a task. */
export interface TaskComment {
  readonly task: TaskPlan;
  readonly text: string;
  readonly author: number | null;
  /** Who is named in it. */
  readonly names: number | null;
  /** Place of the comment that it answers. */
  readonly answers: number | undefined;
  readonly internal: boolean;
  readonly deleted: boolean;
  readonly at: number;
}

/** What was said about the task in a place, in order. */
export function commentsOn(tenant: DemoTenant, slot: number): readonly TaskComment[] {
  const task = taskPlanOf(tenant, slot);
  const begun = task === undefined ? undefined : begunAt(task);
  if (task === undefined || begun === undefined) return [];
  const { thread, besides, count, after, deleted } = conversation(tenant, slot);
  // Somebody asks the one who does it, and gets an answer.
  const does = task.assignedTo;
  const asks =
    [task.createdBy, task.project.owner, staffWithRole(tenant, 'owner')].find(
      (user) => user !== null && user !== does,
    ) ?? null;
  const end = Math.max(lastChange(task), begun + HOUR);
  const comments = thread.slice(0, count).map((text, n) => ({
    task,
    text: [text, besides[n] ?? null].flatMap((each) => say(tenant, each) ?? []).join(' '),
    author: n === 1 ? does : asks,
    names: n === 0 ? does : n === 1 ? asks : null,
    answers: n === 1 ? 0 : undefined,
    internal: n === 2,
    deleted: n === 2 && deleted,
    at: Math.max(begun, officeTime(tenant, begun + ((end - begun) * (n + after)) / (MOST_COMMENTS + 1))),
  }));
  // Where somebody would have to answer from their leave, the thread ends.
  const silent = comments.findIndex(({ author, at }) => isAway(tenant, author, at));
  return silent === -1 ? comments : comments.slice(0, silent);
}

const conversation = keyed('task_comment.conversation', (draw) => ({
  thread: draw.pick(THREADS),
  count: draw.pick([0, 0, 1, 2, 2, 3]),
  after: draw.unit(),
  deleted: draw.chance(0.2),
  besides: BESIDES.map((texts) => (draw.chance(0.6) ? draw.pick(texts) : null)),
}));

/** What is added in each place of a thread: to a question, to its answer, to what is decided. */
const BESIDES: readonly (readonly string[])[] = [
  [
    'No hurry.',
    'I only want to plan my week.',
    'A short answer is enough.',
    'I was asked about it today.',
    'Before I forget it.',
    'It came up in the meeting.',
    'I may have missed a message.',
  ],
  [
    'I will write again when it is done.',
    'Everything else goes as planned.',
    'Come by, I can show you.',
    'Tell me if that does not suit you.',
    'I have talked to the others.',
    'Nothing else stands in the way.',
    'It is in the plan.',
  ],
  [
    'Thank you both.',
    'I have written it into the plan.',
    'We leave it at that.',
    'Ask again if that changes.',
    'That was the last open point.',
    'Good work.',
    'See you on Monday.',
  ],
];

const THREADS: readonly (readonly string[])[] = [
  [
    'How far are you with this?',
    'Half done. The rest depends on the delivery on Thursday.',
    'Then we leave the date as it is.',
  ],
  [
    'Do you need anything from me?',
    'Only the figures of last year, if you have them.',
    'Put them into the folder of the project.',
  ],
  [
    'Can we show a first version on Friday?',
    'Friday is tight, Monday would be better.',
    'Agreed with the others: Monday.',
  ],
  [
    'Two offers are in, the cheaper one delivers later.',
    'I would take the quicker one, we cannot wait.',
    'Approved, as long as it stays within the budget.',
  ],
  [
    'Please have a look at the pictures before I go on.',
    'The second one is best. The others are too dark.',
    'Not to be shown outside yet.',
  ],
  [
    'Who knows how we did this last time?',
    'There are notes in the folder, from the time before.',
    'Worth keeping for the next time.',
  ],
  ['Is this still the plan?', 'Yes, but it will take a day longer.', 'That is fine, I have told the others.'],
  [
    'What does it cost us if we wait?',
    'Nothing before the end of the month.',
    'Then it waits until the season is over.',
  ],
  ['Could you do it together with the next one?', 'Yes, that saves us a trip.', 'Both are in the calendar.'],
  ['Who signs this off?', 'You do, it is below the limit.', 'Signed. Keep the receipt.'],
];
