import { readFileSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';

const HEADER = /^-- may execute:[ \t]*(.*?)[ \t]*(?:\n|$)/;
const ANYWHERE = /^[ \t]*--[ \t]*may execute:/im;
const ROLES = /^[a-z_][a-z0-9_]*(?:, [a-z_][a-z0-9_]*)*$/;
const MAKES = /^CREATE\s+(?:OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE)\s+([\w."]+)\s*\(/im;
// A right that an applied version gave is revoked beside the line: REVOKE … FROM a role.
const SAID = /^(?:ALTER\s+(?:FUNCTION|PROCEDURE)\s[^;]*\bOWNER\s+TO|GRANT)\s/im;

/**
 * The text of a function as it is applied: that of its file, or the one that the step brings along.
 *
 * @throws {Problem} what `withEnvelope` throws.
 */
export function readFunctionText({
  name,
  file,
  text,
}: {
  readonly name: string;
  readonly file: string;
  readonly text?: string | undefined;
}): string {
  return text ?? withEnvelope(name, readFileSync(file, 'utf8'));
}

/**
 * The text of a function file as it is applied: its first line, `-- may execute: erp_app, erp_service` or
 * `-- may execute: nobody`, becomes the statements that give the function to erp_definer, take it from everybody, and
 * let these roles execute it. They stand before the comment on the function. A file without such a line is applied as
 * it is. Ends of lines are those of Unix whatever the editor or the checkout writes, since PostgreSQL keeps the body of a
 * function to the letter and it would be another one.
 *
 * The file is not parsed for this, since every command reads all of them: a parameter has a name, and then its type.
 *
 * @param name recorded name of the step, for the error.
 * @throws {Problem} `function_header` when the line is not where it works, names no role, or says what the file also
 *   says in SQL.
 */
export function withEnvelope(name: string, written: string): string {
  const text = asEverywhere(written);
  const header = HEADER.exec(text);
  const rest = header === null ? text : text.slice(header[0].length);
  if (ANYWHERE.test(rest)) throw misplaced(name);
  if (header === null) return text;

  const roles = header[1] ?? '';
  const made = MAKES.exec(rest);
  if (!ROLES.test(roles)) throw unreadable(name, roles);
  if (made === null) throw withoutFunction(name);
  const bodies = outsideBodies(rest);
  if (SAID.test(bodies)) throw saidTwice(name);

  const [opening, kind = '', called = ''] = made;
  const signature = `${called}(${inputTypes(rest, made.index + opening.length).join(', ')})`;
  const envelope = [
    `ALTER ${kind} ${signature} OWNER TO erp_definer;`,
    `REVOKE ALL ON ${kind} ${signature} FROM PUBLIC, anon, authenticated;`,
    ...(roles === 'nobody' ? [] : [`GRANT EXECUTE ON ${kind} ${signature} TO ${roles};`]),
  ].join('\n');
  const comment = bodies.search(/^COMMENT\s+ON\s+(?:FUNCTION|PROCEDURE)\s/im);
  return comment < 0
    ? `${rest.trimEnd()}\n\n${envelope}\n`
    : `${rest.slice(0, comment)}${envelope}\n\n${rest.slice(comment)}`;
}

/** Without the mark that some editors begin a file with. */
function asEverywhere(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** The text with blanks in place of what stands between dollar signs, so that places stay what they are. */
function outsideBodies(text: string): string {
  return text.replace(/(\$\w*\$).*?\1/gs, (body) => ' '.repeat(body.length));
}

/** The types of the parameters that a function is told apart by, from what stands behind the bracket. */
function inputTypes(text: string, from: number): string[] {
  const parameters: string[] = [''];
  let depth = 0;
  let quoted = false;
  for (const letter of text.slice(from)) {
    if (letter === "'") quoted = !quoted;
    if (!quoted) {
      if (letter === '(') depth += 1;
      if (letter === ')') depth -= 1;
      if (depth < 0) break;
      if (letter === ',' && depth === 0) {
        parameters.push('');
        continue;
      }
    }
    parameters[parameters.length - 1] += letter;
  }
  return parameters
    .map((parameter) => parameter.trim().replace(/\s+(?:DEFAULT\s|=).*$/is, ''))
    .filter((parameter) => parameter !== '' && !/^OUT\s/i.test(parameter))
    .map((parameter) => parameter.replace(/^(?:INOUT|IN|VARIADIC)\s+/i, '').replace(/^\S+\s+/, ''));
}

const EXAMPLE = '-- may execute: erp_app, erp_service';

function misplaced(name: string): Problem {
  return new Problem({
    code: 'function_header',
    message: `${name} says who may execute it, but not in its first line.`,
    detail: 'It would be a comment there, and everybody could execute the function.',
    hint: `Make it the first line: ${EXAMPLE}`,
  });
}

function unreadable(name: string, roles: string): Problem {
  return new Problem({
    code: 'function_header',
    message: `${name} does not say who may execute it: "${roles}".`,
    hint: `Name roles, divided by a comma and a space, or nobody: ${EXAMPLE}`,
  });
}

function withoutFunction(name: string): Problem {
  return new Problem({
    code: 'function_header',
    message: `${name} says who may execute it, but makes no function.`,
    hint: 'Take its first line out.',
  });
}

function saidTwice(name: string): Problem {
  return new Problem({
    code: 'function_header',
    message: `${name} says who may execute it in its first line, and an owner or a grant in SQL as well.`,
    hint: 'Keep one of the two. What only SQL can say, e.g. another owner, is said without the first line.',
  });
}
