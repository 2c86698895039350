import type { CatalogPersonal, CatalogPolicy, CatalogReference, CatalogTrigger } from '../model/catalog.ts';

/** What the roles of the schema stand for. */
const ROLES: Record<string, string> = {
  erp_app: 'the application',
  erp_service: 'service roles',
  erp_definer: 'functions of the schema',
};

/** Roles in words, joined. */
export function rolesInWords(roles: readonly string[]): string {
  return listed(roles.map((role) => ROLES[role] ?? role));
}

/** `a, b and c` */
export function listed(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

const COMMANDS: Record<string, string> = {
  SELECT: 'reads',
  INSERT: 'adds',
  UPDATE: 'changes',
  DELETE: 'deletes',
  ALL: 'reads and writes',
};

/** A policy as a sentence. */
export function policyInWords({ command, permissive, using, check }: CatalogPolicy): string {
  const does = COMMANDS[command] ?? command;
  const rows = [
    ...(using === null ? [] : [`rows where ${conditionInWords(using)}`]),
    ...(check === null || check === using
      ? []
      : [`${using === null ? 'rows' : 'into rows'} where ${conditionInWords(check)}`]),
  ];
  const told = using === 'true' && (check === null || check === 'true') ? 'every row' : rows.join(', ');
  return permissive ? `${does} ${told}` : `${does} only ${told}, whatever else allows it`;
}

/** A condition of a policy in words, as far as its form is known; what is not stays SQL. */
export function conditionInWords(condition: string): string {
  let told = condition;
  for (const [form, words] of FORMS)
    told = told.replaceAll(form, (all: string, ...found: string[]) => words(...found) ?? all);
  return told;
}

const FORMS: readonly (readonly [form: RegExp, words: (...found: string[]) => string | undefined])[] = [
  [
    /tenant_id = app\.tenant_read_by\('\{([^}]*)\}'::text\[\]\)/g,
    (keys = '') => `the tenant is the entered one and the member holds ${listed(keys.split(','), 'or')}`,
  ],
  [/\btenant_id = app\.current_tenant_id\(\)/g, () => 'the tenant is the entered one'],
  [/\bid = app\.current_tenant_id\(\)/g, () => 'it is the entered tenant'],
  [/app\.has_permission\('([^']+)'::text\)/g, (key) => `the member holds ${key}`],
  [/(\w+) = app\.current_user_id\(\)/g, (column) => `${column} is the member`],
  [/(\w+) <> app\.current_user_id\(\)/g, (column) => `${column} is somebody else`],
  [
    /\(?(\w+) = ANY \(ARRAY\[([^\]]*)\]\)\)?/g,
    (column, values = '') =>
      `${column} is ${listed(
        [...values.matchAll(/'([^']*)'/g)].map(([, value = '']) => value),
        'or',
      )}`,
  ],
  [/(\w+) = '([^']*)'::text/g, (column, value) => `${column} is ${value}`],
  [/(\w+) IS NOT NULL/g, (column) => `${column} is filled`],
  [/(\w+) IS NULL/g, (column) => `${column} is empty`],
  [/\bNOT (\w+)/g, (column) => `${column} is false`],
  [/\bAND\b/g, () => 'and'],
  [/\bOR\b/g, () => 'or'],
];

/** When a trigger runs. */
export function triggerInWords({ definition }: CatalogTrigger): string {
  const found = /(BEFORE|AFTER|INSTEAD OF) (.+?) ON (?:public\.)?\S+ .*?FOR EACH (ROW|STATEMENT)/s.exec(
    definition,
  );
  if (found === null) return definition;
  const [, when = '', events = '', each = ''] = found;
  const at = /^CREATE CONSTRAINT TRIGGER/.test(definition) ? ', when the transaction ends' : '';
  const what = events
    .toLowerCase()
    .replaceAll(' or ', ', ')
    .replaceAll(/update of ([\w, ]+)/g, 'update of $1');
  const condition = / WHEN \((.*)\) EXECUTE/s.exec(definition) === null ? '' : ', where its condition holds';
  return `${when.toLowerCase()} ${what}, for each ${each.toLowerCase()}${at}${condition}`;
}

const DELETES: Record<CatalogReference['on_delete'], string> = {
  cascade: 'goes with it',
  'set null': 'stays, the reference is emptied',
  'set default': 'stays, the reference takes its default',
  'no action': 'keeps it from being deleted',
  restrict: 'keeps it from being deleted',
};

/** What becomes of a row when the one that it refers to is deleted. */
export function deleteInWords({ on_delete }: CatalogReference): string {
  return DELETES[on_delete];
}

const SUBJECTS: Record<string, string> = {
  person: 'about a person of crm',
  member: 'about a member of the tenant',
  others: 'about somebody of whom no row tells',
};

/** What a column is to people; undefined where it is nobody's. */
export function personalInWords(personal: CatalogPersonal | undefined): string | undefined {
  if (personal === undefined || personal.subject === 'none') return undefined;
  const { subject, kind, kept_because: kept, by_trigger: trigger } = personal;
  const fate =
    kept !== null
      ? ` Kept when it is erased: ${kept}`
      : trigger !== null
        ? ` Erased by a trigger: ${trigger}`
        : '';
  return `Personal, ${SUBJECTS[subject] ?? subject}: ${kind ?? 'of no named kind'}.${fate}`;
}

/** A text with a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
