import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'tasks',
  purpose:
    'Projects with their people, milestones and files; tasks, what they wait for and what is said about them.',
  owner: 'tasks team',
});
