import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DomainPackage } from '@erp/engine/project';

const FORMS = ['columns', 'bars', 'table'] as const;

/** A question that a domain puts to the rows of a tenant, and how its answer is shown. */
export interface Question {
  /** Name of its file: `orders-by-week`. */
  readonly name: string;
  readonly domain: string;
  /** Of `columns` and `bars` each row is a label and a value; a `table` is shown as it is. */
  readonly form: (typeof FORMS)[number];
  readonly title: string;
  /** What is counted, and how. */
  readonly about: string;
  /** One SELECT, as a member sends it who has entered a tenant. */
  readonly sql: string;
}

/**
 * The questions of domains: `questions/<name>.sql`. The first line is `-- <form>: <title>`, further lines of comment say
 * what is counted.
 *
 * @throws {Error} for a file whose first line says no form and title.
 */
export function readQuestions(domains: readonly DomainPackage[]): readonly Question[] {
  return domains.flatMap(({ name: domain, directory }) => {
    const folder = join(directory, 'questions');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.sql'))
      .sort()
      .map((file) => readQuestion(domain, join(folder, file)));
  });
}

function readQuestion(domain: string, file: string): Question {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const [, told, title] = /^-- (\w+): (.+)$/.exec(lines[0] ?? '') ?? [];
  const form = FORMS.find((each) => each === told);
  if (form === undefined || title === undefined)
    throw new Error(`${file} has to begin with a line like: -- ${FORMS.join('|')}: <title>`);
  const from = lines.findIndex((line) => !line.startsWith('--'));
  return {
    name: basename(file, '.sql'),
    domain,
    form,
    title,
    about: lines
      .slice(1, from)
      .map((line) => line.replace(/^-- ?/, ''))
      .join(' '),
    sql: lines.slice(from).join('\n'),
  };
}
