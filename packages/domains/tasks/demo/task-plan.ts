import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import { officeTime, workerFor } from '@erp/demo-world/roster';
import { anyStaff, type DemoTenant, shared, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed, weights } from '@erp/kit/draw';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { PROJECTS, type ProjectPlan, projectPlanOf, TASKS } from './project-plan.ts';
import { occurrencesOf } from './recurrences.ts';
import { say } from './texts/words.ts';

type TaskStatus = 'todo' | 'in_progress' | 'in_review' | 'done' | 'cancelled';

/** A task with all that became of it. Its slot is its number among all places for tasks, from 0. */
export interface TaskPlan {
  readonly slot: number;
  readonly project: ProjectPlan;
  /** Its place in the project, from 0. */
  readonly index: number;
  readonly title: string;
  /** Slot of the task that it is part of. */
  readonly partOf: number | undefined;
  /** Slot of the task that it waits for. */
  readonly waitsFor: number | undefined;
  /** Number of the template, and which occurrence of it. */
  readonly recurring: { readonly template: number; readonly key: string } | undefined;
  readonly createdBy: number | null;
  readonly assignedTo: number | null;
  readonly createdAt: number;
  readonly start: number;
  readonly due: number;
  /** What it has been after todo, and when. */
  readonly path: readonly { readonly status: TaskStatus; readonly at: number }[];
  readonly archivedAt: number | undefined;
}

/** Places for tasks in one unit of scale. */
export function slotCount(): number {
  return PROJECTS * TASKS;
}

/** The task in a place, or none. */
export const taskPlanOf = shared((tenant, slot): TaskPlan | undefined => {
  const project = projectPlanOf(tenant, Math.floor(slot / TASKS));
  const index = slot % TASKS;
  return project.plan === undefined
    ? comingAgain(tenant, project, slot, index)
    : planned(tenant, project, slot, index);
});

/** What it is at the end of the story. */
export function statusOf(task: TaskPlan): TaskStatus {
  return task.path.at(-1)?.status ?? 'todo';
}

/** When it got this status, or was made. */
export function lastChange(task: TaskPlan): number {
  return task.archivedAt ?? task.path.at(-1)?.at ?? task.createdAt;
}

/** Whether nothing is to be done about the task any more. */
export function isClosed(task: TaskPlan): boolean {
  const status = statusOf(task);
  return status === 'done' || status === 'cancelled';
}

/** When work on it began; undefined where it did not. */
export function begunAt(task: TaskPlan): number | undefined {
  return task.path.find(({ status }) => status !== 'cancelled')?.at;
}

/** Hours that a task took, as text; null while it is not done. */
export function hoursSpent(tenant: DemoTenant, task: TaskPlan): string | null {
  return statusOf(task) === 'done' ? spent(tenant, task.slot) : null;
}

const spent = keyed('task.hours_spent', (draw) => (draw.integer(1, 60) / 4).toFixed(2));

/** Who looks it through, and since when; undefined where nobody does. */
export function reviewOf(task: TaskPlan): { by: number; at: number } | undefined {
  const handedOver = task.path.find(({ status }) => status === 'in_review');
  // Nobody looks through what is their own.
  const by = [task.createdBy, task.project.owner].find((each) => each !== null && each !== doerOf(task));
  return handedOver === undefined || by == null ? undefined : { by, at: handedOver.at };
}

/** Who does a task: whom it is given to, else whoever made it. */
export const doerOf = ({ assignedTo, createdBy }: TaskPlan) => assignedTo ?? createdBy;

function comingAgain(
  tenant: DemoTenant,
  project: ProjectPlan,
  slot: number,
  index: number,
): TaskPlan | undefined {
  const occurrence = occurrencesOf(tenant, project)[index];
  if (occurrence === undefined) return undefined;
  const { template, start, due, createdAt, assignedTo, title, key } = occurrence;
  const doer = assignedTo ?? project.owner;
  return {
    slot,
    project,
    index,
    title,
    partOf: undefined,
    waitsFor: undefined,
    recurring: { template, key },
    createdBy: project.owner,
    assignedTo,
    createdAt,
    start,
    due,
    // What comes again waits for whoever is on leave.
    path:
      due <= tenant.until && workerFor(tenant, doer, start, due) === doer
        ? doneBetween(tenant, slot, start, due, tenant.until)
        : [],
    archivedAt: undefined,
  };
}

function planned(
  tenant: DemoTenant,
  project: ProjectPlan,
  slot: number,
  index: number,
): TaskPlan | undefined {
  const words = project.plan?.tasks[index];
  if (words === undefined || project.end === undefined) return undefined;
  const width = (project.end - project.start) / 10;
  const place = index % 5;
  const start = officeHourBefore(tenant, project.start + index * width, 9);
  const due = officeHour(tenant, Math.max(start + (place === 0 ? 3 : 1.2) * width, start + DAY), 17);
  const { createdBy, assignedTo, late } = people(tenant, slot);
  const task = {
    slot,
    project,
    index,
    title: say(tenant, words),
    partOf: place === 1 || place === 2 ? slot - place : undefined,
    waitsFor: place === 4 ? slot - 1 : undefined,
    recurring: undefined,
    createdBy: createdBy ?? project.owner,
    assignedTo,
    createdAt: project.createdAt + (index + 1) * 4 * MINUTE,
    start,
    due,
    archivedAt: project.archivedAt,
  };
  const path = pathOf(tenant, { ...task, path: [] }, place === 0, late);
  const [first, last] = [path[0]?.at, path.at(-1)?.at];
  if (first === undefined || last === undefined) return { ...task, path };
  // Nobody works on leave: somebody else has it then.
  const does = assignedTo ?? task.createdBy;
  const other = workerFor(tenant, does, first, last);
  return { ...task, path, assignedTo: other === does ? assignedTo : other };
}

function pathOf(tenant: DemoTenant, task: TaskPlan, whole: boolean, late: boolean): TaskPlan['path'] {
  const { project, slot, start } = task;
  const { now } = project;
  if (whole) return pathOfWhole(tenant, task);
  if (start >= now) return [];
  const over = project.completedAt !== undefined;
  if (over || (task.due < now && !late)) {
    const path = doneBetween(tenant, slot, start, task.due, now);
    const blocker = task.waitsFor === undefined ? undefined : taskPlanOf(tenant, task.waitsFor);
    // Nobody finishes what waits for something that is open.
    return blocker !== undefined && !isClosed(blocker) ? path.slice(0, 1) : path;
  }
  const end = Math.min(now, task.due);
  const begun = start + (end - start) * 0.2;
  return underWay(tenant, slot).map((status, n) => ({
    status,
    at: workedAt(tenant, begun + ((end - begun) * n) / 3),
  }));
}

/** A whole is what its parts are. */
function pathOfWhole(tenant: DemoTenant, task: TaskPlan): TaskPlan['path'] {
  const parts = [task.slot + 1, task.slot + 2].flatMap((slot) => taskPlanOf(tenant, slot) ?? []);
  const begun = parts.flatMap((part) => begunAt(part) ?? []);
  const closed = parts.length > 0 && parts.every(isClosed);
  // Parts that were all given up before anybody began leave nothing to do.
  if (begun.length === 0)
    return closed ? [{ status: 'cancelled', at: Math.max(...parts.map(lastOfPath)) + HOUR }] : [];
  const path: { status: TaskStatus; at: number }[] = [{ status: 'in_progress', at: Math.min(...begun) }];
  if (closed)
    path.push({ status: 'done', at: Math.max(...parts.map(lastOfPath), Math.min(...begun)) + HOUR });
  return path;
}

const lastOfPath = (task: TaskPlan) => task.path.at(-1)?.at ?? 0;

/** At work, and before the story ends. */
function workedAt(tenant: DemoTenant, moment: number): number {
  return Math.min(officeTime(tenant, moment), tenant.until - MINUTE);
}

/** The way of a task that was closed, in the time that was planned for it and before `now`. */
function doneBetween(
  tenant: DemoTenant,
  slot: number,
  start: number,
  due: number,
  now: number,
): TaskPlan['path'] {
  const { statuses, begin, end } = course(tenant, slot);
  const last = Math.min(due, now - 2 * HOUR);
  const first = Math.min(start + begin * (due - start), last);
  const step = ((last - first) * end) / Math.max(statuses.length - 1, 1);
  return statuses.map((status, n) => ({ status, at: workedAt(tenant, first + n * step) }));
}

const people = keyed('task.people', (draw, tenant) => ({
  createdBy: draw.chance(0.4) ? staffWithRole(tenant, 'manager') : null,
  assignedTo: draw.chance(0.9) ? anyStaff(tenant, draw) : null,
  late: draw.chance(0.15),
}));

const course = keyed('task.course', (draw) => ({
  statuses: draw.weighted(CLOSED),
  begin: 0.05 + draw.unit() * 0.3,
  end: 0.5 + draw.unit() * 0.5,
}));
const CLOSED = weights<readonly TaskStatus[]>([
  [['in_progress', 'done'], 9],
  [['in_progress', 'in_review', 'done'], 5],
  [['in_progress', 'in_review', 'in_progress', 'done'], 1],
  [['done'], 2],
  [['cancelled'], 1],
  [['in_progress', 'cancelled'], 1],
]);

const underWay = keyed('task.under_way', (draw) => draw.weighted(OPEN));
const OPEN = weights<readonly TaskStatus[]>([
  [['in_progress'], 5],
  [['in_progress', 'in_review'], 4],
  [[], 2],
]);
