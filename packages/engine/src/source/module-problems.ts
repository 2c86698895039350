import { relative } from 'node:path';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { ParsedModule } from './parse-module.ts';
import { pointAt } from './point-at.ts';

/** What a module of a domain may export, and what it has to. */
export interface ModuleShape {
  /** What the file is, for messages: `A migration`. */
  readonly what: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** A place in a module as `path:line:column`, with the line and a caret under the column. */
export function placeIn(root: string, { file, source }: ParsedModule, at: number): string {
  const before = source.slice(0, at).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  return `${relative(root, file)}:${before.length}:${column}\n${pointAt(source, [...source.slice(0, at)].length + 1)}`;
}

/**
 * Reports a module that is no valid code.
 *
 * @param name what the module is called in the message: a step's name, or its path.
 * @returns whether there is anything to report; the rest of such a module is not to be judged.
 */
export function reportFaults(
  root: string,
  name: string,
  module: ParsedModule,
  report: (problem: Problem) => void,
): boolean {
  const [first, ...rest] = module.faults;
  if (first === undefined) return false;
  const more = rest.slice(0, 4).map((fault) => `${fault.message}\n${placeIn(root, module, fault.at)}`);
  report(
    new Problem({
      code: 'syntax',
      message: `${name} is no valid code: ${first.message}`,
      detail: [placeIn(root, module, first.at), ...more].join('\n'),
      hint: 'Mend the file; nothing of it was run.',
    }),
  );
  return true;
}

/**
 * Reports names that a module exports although nothing reads them, such as a mistyped `after`: what it says would be
 * dropped without a word.
 */
export function reportUnknownExports(
  root: string,
  name: string,
  module: ParsedModule,
  shape: ModuleShape,
  report: (problem: Problem) => void,
): void {
  const known = [...shape.required, ...shape.optional];
  const missing = known.filter((each) => !module.exports.has(each));
  for (const [exported, { at }] of module.exports) {
    if (known.includes(exported)) continue;
    report(
      new Problem({
        code: 'export_unknown',
        message: `${name} exports ${exported}, which nothing reads.`,
        detail: placeIn(root, module, at),
        hint: `${didYouMean(exported, missing)}${shape.what} exports ${listed(shape)}. What is for the file alone needs no export.`,
      }),
    );
  }
  for (const at of module.exportsAll) {
    report(
      new Problem({
        code: 'export_unknown',
        message: `${name} exports all that another file exports, so its text does not say what it has.`,
        detail: placeIn(root, module, at),
        hint: `Name what it exports: export { ${shape.required.join(', ')} } from '…';`,
      }),
    );
  }
}

function listed({ required, optional }: ModuleShape): string {
  const must = required.join(' and ');
  if (must === '') return optional.join(', ');
  return optional.length === 0 ? must : `${must}, and where it needs them ${optional.join(', ')}`;
}
