/** One line of a fingerprint, taken apart. */
export interface SchemaLine {
  readonly kind:
    | 'relation'
    | 'column'
    | 'constraint'
    | 'index'
    | 'policy'
    | 'trigger'
    | 'rule'
    | 'statistics'
    | 'lacking'
    | 'routine'
    | 'grant'
    | 'comment'
    | 'schema'
    | 'other';
  /** What the line is about, as a person names it: `column public.crm_leads.email`. At most one line of a schema each. */
  readonly object: string;
  /** The table, function or schema that it belongs to: `public.crm_leads`. */
  readonly subject: string;
  /** What is said of it; empty where there is nothing more to say than that it is there. */
  readonly text: string;
  /** The role that a grant is to; empty for anything else. */
  readonly grantee: string;
}

const NAME = String.raw`(?:"(?:[^"]|"")*"|[^\s".(:]+)`;
const TITLE = String.raw`(?:partition of )?${NAME}\.${NAME}`;
const ROUTINE = String.raw`${NAME}\.${NAME}\(.*?\)`;
const INDEX = 'CREATE (?:UNIQUE )?INDEX';
const GRANTED = String.raw`grant (\S+) to (.+?)(, with grant option)?`;

type Take = (...groups: string[]) => Omit<SchemaLine, 'grantee'> & { grantee?: string };

/** In the order of the fingerprint's queries, as far as two of them do not begin alike. */
const SHAPES: readonly (readonly [RegExp, Take])[] = [
  shape(`schema (${NAME}) ${GRANTED}`, (schema, right, to, option) =>
    grant(`schema ${schema}`, schema, right, to, option),
  ),
  shape(`schema (${NAME})`, (schema) => ({
    kind: 'schema',
    object: `schema ${schema}`,
    subject: schema,
    text: '',
  })),
  shape(`relation (${TITLE}) ${GRANTED}`, (title, right, to, option) =>
    grant(title, title, right, to, option),
  ),
  shape(`relation (${TITLE}) kind (\\S) ?(.*)`, (title, kind, text) => ({
    kind: 'relation',
    object: `${RELATIONS[kind] ?? 'relation'} ${title}`,
    subject: title,
    text,
  })),
  shape(`default (${TITLE})`, (title) => ({
    kind: 'other',
    object: `default ${title}`,
    subject: title,
    text: '',
  })),
  shape(`column (${TITLE})\\.(${NAME}) ${GRANTED}`, (title, column, right, to, option) =>
    grant(`${title}.${column}`, title, right, to, option),
  ),
  shape(`column (${TITLE})\\.(${NAME}) (.*)`, (title, column, text) => ({
    kind: 'column',
    object: `column ${title}.${column}`,
    subject: title,
    text,
  })),
  shape(`constraint (${TITLE}) (${NAME}) (.*)`, (title, name, text) => ({
    kind: 'constraint',
    object: `constraint ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`index (${INDEX} (${NAME}) ON (?:ONLY )?(${TITLE}) .*)`, (text, name, title) => ({
    kind: 'index',
    object: `index ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`policy (${TITLE}) (${NAME}) (.*)`, (title, name, text) => ({
    kind: 'policy',
    object: `policy ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`trigger (${TITLE}) (CREATE (?:CONSTRAINT )?TRIGGER (${NAME}) .*)`, (title, text, name) => ({
    kind: 'trigger',
    object: `trigger ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`routine (${ROUTINE}) ${GRANTED}`, (title, right, to, option) =>
    grant(title, title, right, to, option),
  ),
  shape(`lacking (${ROUTINE}|${TITLE}) owner: (\\S+)`, (title, right) => ({
    kind: 'lacking',
    object: `right ${right} of the owner on ${title}`,
    subject: title,
    text: 'revoked',
  })),
  shape(`disabled (${TITLE}) triggers of (.+)`, (title, of) => ({
    kind: 'trigger',
    object: `triggers of ${of} on ${title}`,
    subject: title,
    text: 'disabled',
  })),
  shape(`rule (${TITLE}) (${NAME}) (.*)`, (title, name, text) => ({
    kind: 'rule',
    object: `rule ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`statistics (${TITLE}) (CREATE STATISTICS (?:${NAME}\\.)?(${NAME}) .*)`, (title, text, name) => ({
    kind: 'statistics',
    object: `statistics ${name} on ${title}`,
    subject: title,
    text,
  })),
  shape(`routine (${ROUTINE}) (returns .*)`, (title, text) => ({
    kind: 'routine',
    object: `function ${title}`,
    subject: title,
    text,
  })),
  shape(`comment on routine (${ROUTINE}): (.*)`, (title, text) => comment(`function ${title}`, title, text)),
  shape(`comment on schema (${NAME}): (.*)`, (schema, text) => comment(`schema ${schema}`, schema, text)),
  shape(`comment on type (${TITLE}): (.*)`, (title, text) => comment(`type ${title}`, title, text)),
  shape(
    `comment on (${TITLE}) (index|constraint|trigger|policy|rule|statistics) (${NAME}): (.*)`,
    (title, kind, name, text) => comment(`${kind} ${name} of ${title}`, title, text),
  ),
  shape(`comment on (${TITLE}): (.*)`, (title, text) => comment(title, title, text)),
  shape(`comment on (${TITLE})\\.(${NAME}): (.*)`, (title, column, text) =>
    comment(`${title}.${column}`, title, text),
  ),
];

const RELATIONS: Record<string, string> = {
  r: 'table',
  p: 'table',
  v: 'view',
  m: 'materialized view',
  S: 'sequence',
  f: 'foreign table',
};

/** Takes a line of `takeFingerprint` apart. What has no shape of its own here stands for itself. */
export function readSchemaLine(line: string): SchemaLine {
  for (const [pattern, take] of SHAPES) {
    const match = pattern.exec(line);
    if (match === null) continue;
    const taken = take(...match.slice(1));
    // What a partition has of its own counts for its table.
    return { grantee: '', ...taken, subject: taken.subject.replace(/^partition of /, '') };
  }
  return { kind: 'other', object: line.trim(), subject: '', text: '', grantee: '' };
}

function shape(pattern: string, take: Take): readonly [RegExp, Take] {
  return [new RegExp(`^${pattern}$`, 's'), take];
}

function grant(on: string, subject: string, right: string, grantee: string, option = '') {
  return {
    kind: 'grant' as const,
    object: `grant ${right} on ${on} to ${grantee}`,
    subject,
    text: option.replace(', ', ''),
    grantee,
  };
}

function comment(on: string, subject: string, text: string) {
  return { kind: 'comment' as const, object: `comment on ${on}`, subject, text };
}
