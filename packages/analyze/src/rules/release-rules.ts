import type { LostName } from '../named-objects.ts';
import { added, changed, each, type Hit, type PlanRule } from '../plan-rule.ts';

/** Rules about what a running release uses. */
export const RELEASE_RULES: readonly PlanRule[] = [
  {
    id: '1016',
    name: 'older-release-breaks',
    title: 'What a running release still uses is dropped or renamed',
    safe: `// Expand, then contract: add the new column or table, let the release that uses it write both, deploy it everywhere,
// and drop the old one in a migration of a later release. For a renamed or moved table, leave a
// view under the old name; for a function, make the new one beside the old one. What comes back in the same
// transaction (a view made anew, a function with one more argument that has a default) is no finding.`,
    check: (statement) => [
      ...statement.losses.map((loss) => hit(loss.object.title, describeLoss(loss))),
      ...each(statement, ({ title, before, after }) => {
        if (before.isPartition || after === undefined) return [];
        return [
          ...added(after.columns, before.columns).map(([, { name }]) =>
            hit(title, `The column ${title}.${name} is dropped`),
          ),
          ...changed(before.columns, after.columns).flatMap(([was, is]) => [
            ...(was.name === is.name
              ? []
              : [hit(title, `The column ${title}.${was.name} is renamed to ${is.name}`)]),
            ...(was.default !== null &&
            is.default === null &&
            is.required &&
            !is.identity &&
            is.generated === ''
              ? [hit(title, `The column ${title}.${is.name} is NOT NULL and loses its default`)]
              : []),
          ]),
        ];
      }),
    ],
  },
];

function hit(table: string, what: string): Hit {
  return {
    table,
    message: `${what}: a release that still uses it fails from this moment on.`,
    whateverTheRows: true,
  };
}

function describeLoss({ object, became, parts }: LostName): string {
  const { kind, title } = object;
  if (became === undefined) return `The ${kind} ${title} is dropped`;
  if (parts.length > 0) {
    const what = object.space === 'relation' ? 'column' : kind === 'type' ? 'value or attribute' : 'part';
    return `The ${what} ${parts.join(', ')} of the ${kind} ${title} is gone`;
  }
  return became.schema === object.schema
    ? `The ${kind} ${title} is renamed to ${became.name}`
    : `The ${kind} ${title} moves to ${became.title}`;
}
