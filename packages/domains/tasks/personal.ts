import { personalData } from '@erp/kit/personal';

/** What the tables of tasks hold about people: whatever somebody writes into a description or a comment. */
export const personal = personalData({
  task: {
    called: 'task',
    others: { title: 'words', description: 'words' },
    none: ['task_number', 'repeat_key', 'metadata'],
  },
  task_comment: { others: { content: 'words' } },
  task_activity: {
    others: { old_value: 'words', new_value: 'words', metadata: 'words' },
    none: ['field_name'],
  },
  task_attachment: { others: { file_name: 'words', file_path: 'words' }, none: ['mime_type'] },
  project: { called: 'project', others: { description: 'words' }, none: ['code', 'title', 'metadata'] },
  project_repository: {
    others: { file_name: 'words', file_path: 'words', description: 'words' },
    none: ['mime_type'],
  },
  milestone: { none: ['title', 'description'] },
  recurring_task: { none: ['name', 'title_template', 'description_template', 'timezone'] },
});
