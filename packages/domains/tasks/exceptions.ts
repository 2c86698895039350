/** What `verify` would report of this domain and the team has agreed to. */
export default [
  {
    rule: '0063',
    key: 'public.task_comment',
    because: 'Colleagues discuss their work; whoever sees a task sees what was said about it.',
  },
];
