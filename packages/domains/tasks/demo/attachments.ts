import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { HOUR } from '@erp/kit/moment';
import { begunAt, type TaskPlan, taskPlanOf } from './task-plan.ts';

/** A file that somebody put to a task. */
export interface Attached {
  readonly task: TaskPlan;
  readonly name: string;
  readonly type: string;
  readonly at: number;
}

/** The file of the task in a place, or none. */
export function attachedTo(tenant: DemoTenant, slot: number): Attached | undefined {
  const task = taskPlanOf(tenant, slot);
  const begun = task === undefined ? undefined : begunAt(task);
  const file = chosen(tenant, slot);
  if (task === undefined || begun === undefined || file === undefined) return undefined;
  const [name, type] = file;
  return { task, name, type, at: begun + HOUR / 2 };
}

const chosen = keyed('task_attachment.file', (draw) => (draw.chance(0.35) ? draw.pick(FILES) : undefined));

const FILES = [
  ['sketch.png', 'image/png'],
  ['photo.jpg', 'image/jpeg'],
  ['offer.pdf', 'application/pdf'],
  ['list.csv', 'text/csv'],
] as const;
