import { defineDomain } from '@erp/kit/domain';

export default defineDomain({
  name: 'workforce',
  purpose: 'Departments, performance evaluations, leave, shifts, time off and shift reports.',
  owner: 'workforce team',
});
