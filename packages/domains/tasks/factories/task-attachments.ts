import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Attached, attachedTo } from '../demo/attachments.ts';
import { slotCount } from '../demo/task-plan.ts';
import { say } from '../demo/texts/words.ts';
import { tasks } from './tasks.ts';

/** A file on every third task that was begun. */
export const taskAttachments = factory('task_attachment', {
  count: slotCount,
  story: attachedTo,
  rows: (file) => (file === undefined ? [] : [file]),
  parents: { task_id: () => tasks },
  alone: { uploaded_by: null },
  cells: {
    task_id: ({ task }: Attached) => tasks.id(task.slot),
    file_name: ({ name }, _draw, tenant) => say(tenant, name),
    file_path: ({ task, name }) => `tasks/${task.project.code.toLowerCase()}-${task.index + 1}/${name}`,
    mime_type: ({ type }) => type,
    file_size: (_file, draw) => draw.integer(2_000, 4_000_000),
    uploaded_by: ({ task }) => task.assignedTo ?? task.createdBy,
    created_at: ({ at }) => time(at),
    updated_at: ({ at }) => time(at),
  },
});
