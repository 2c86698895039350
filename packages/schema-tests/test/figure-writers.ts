/** Columns that a function writes, as `table.column`, told from its text: UPDATE … SET and ON CONFLICT DO UPDATE SET. */
export function columnsWrittenBy(body: string): ReadonlySet<string> {
  return new Set(assignmentsOf(body).map(({ column }) => column));
}

/** Those among them that it adds to or takes from, instead of saying what they are. */
export function columnsAddedToBy(body: string): ReadonlySet<string> {
  return new Set(
    assignmentsOf(body)
      .filter(({ column, value }) => new RegExp(`\\.${column.split('.')[1]}\\s*[+-]`).test(value))
      .map(({ column }) => column),
  );
}

interface Assignment {
  readonly column: string;
  readonly value: string;
}

function assignmentsOf(body: string): readonly Assignment[] {
  const text = body.replaceAll(/--[^\n]*/g, '').replaceAll(/'(?:[^']|'')*'/g, "''");
  const found: Assignment[] = [];
  for (const update of text.matchAll(/\bUPDATE\s+public\.(\w+)\s+(?:AS\s+)?(?:\w+\s+)?SET\s+/gi)) {
    found.push(...listFrom(text.slice(update.index + update[0].length), update[1]));
  }
  for (const upsert of text.matchAll(/\bDO\s+UPDATE\s+SET\s+/gi)) {
    const inserts = [...text.slice(0, upsert.index).matchAll(/\bINSERT\s+INTO\s+public\.(\w+)/gi)];
    found.push(...listFrom(text.slice(upsert.index + upsert[0].length), inserts.at(-1)?.[1]));
  }
  return found;
}

/** A list of assignments, which ends where the next clause begins. */
function listFrom(text: string, table: string | undefined): readonly Assignment[] {
  const found: Assignment[] = [];
  let depth = 0;
  let start = 0;
  const take = (end: number) => {
    const [left = '', ...right] = text.slice(start, end).split('=');
    for (const [word] of left.matchAll(/\w+/g)) {
      found.push({ column: `${table}.${word}`, value: right.join('=') });
    }
  };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '(') depth++;
    if (character === ')') depth--;
    const clause = /^\s(?:FROM|WHERE|RETURNING)\b/i.test(text.slice(at, at + 12));
    if (depth < 0 || (depth === 0 && (character === ';' || clause))) {
      take(at);
      return found;
    }
    if (depth === 0 && character === ',') {
      take(at);
      start = at + 1;
    }
  }
  return found;
}
