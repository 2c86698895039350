import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { referenceName } from '../ledger/recorded-name.ts';
import { checksumOfCode, checksumOfText } from '../source/checksum.ts';
import { type ModuleShape, placeIn, reportFaults, reportUnknownExports } from '../source/module-problems.ts';
import { type ModuleWithImports, readWithImports, sourceOf } from '../source/source-with-imports.ts';
import type { ReferenceStep } from './step.ts';
import type { KindOfStep, StepFolder } from './step-kind.ts';
import { moduleKind } from './step-module.ts';

/** The reference data of a domain: rows that it needs, written again whenever their code differs. */
export const referenceKind: KindOfStep<ReferenceStep> = {
  ...moduleKind,
  replacesRecord: true,
  read: readReference,
};

const REFERENCE_SHAPE: ModuleShape = { what: 'Reference data', required: ['up', 'down'], optional: [] };

/** The reference data of a domain, if it has any; it changes with the files of the domain that it imports. */
async function readReference({
  root,
  directory,
  domain,
  facts,
  report: reportTo,
}: StepFolder): Promise<ReferenceStep[]> {
  const file = join(directory, 'seeds', 'reference.ts');
  const name = referenceName(domain);
  const known = knownChecksum(directory, file, name, facts);
  if (known !== undefined) return [{ kind: 'reference', name, domain, file, checksum: known }];
  const read = readWithImports(file);
  const [reference] = read.modules;
  if (reference === undefined) return [];
  let whole = true;
  const report = (problem: Problem) => {
    whole = false;
    reportTo(problem);
  };
  const broken = read.modules.filter((module) =>
    reportFaults(root, module === reference ? name : relative(root, module.file), module, report),
  );
  for (const { module, at, specifier } of read.missing) {
    report(
      new Problem({
        code: 'import_unknown',
        message: `The reference data of ${domain} imports ${specifier}, which is no file.`,
        detail: placeIn(root, module, at),
        hint: `Write the file's whole name, e.g. '${specifier.replace(/(\.[cm]?js)?$/, '.ts')}': the data is applied again when it changes.`,
      }),
    );
  }
  if (!broken.includes(reference)) {
    reportUnknownExports(root, name, reference, REFERENCE_SHAPE, report);
    if (!reference.exports.has('up') || !reference.exports.has('down')) {
      report(
        new Problem({
          code: 'reference_malformed',
          message: `The reference data of ${domain} needs an up and a down.`,
          detail: `${relative(root, file)} exports ${[...reference.exports.keys()].join(', ') || 'nothing'}.`,
          hint: '`up` writes the rows and can be run again; `down` takes them out.',
        }),
      );
    }
  }
  const checksum = checksumOfCode(sourceOf(read));
  if (whole) facts.keep(name, reference.source, { checksum, imports: importsOf(directory, read) });
  return [{ kind: 'reference', name, domain, file, checksum }];
}

/** What is kept of reference data of which there is nothing to say. */
interface ReferenceFacts {
  readonly checksum: string;
  /** The files that it imports, by their path inside the domain, with the checksums of their texts. */
  readonly imports: readonly (readonly [path: string, checksum: string])[];
}

function importsOf(directory: string, { modules }: ModuleWithImports): ReferenceFacts['imports'] {
  return modules.slice(1).map(({ file, source }) => [relative(directory, file), checksumOfText(source)]);
}

/** The checksum that reference data had in the run before, when neither it nor what it imports has changed. */
function knownChecksum(
  directory: string,
  file: string,
  name: string,
  facts: StepFolder['facts'],
): string | undefined {
  try {
    const kept = facts.known<ReferenceFacts>(name, readFileSync(file, 'utf8'));
    const same = kept?.imports.every(
      ([path, checksum]) => checksumOfText(readFileSync(join(directory, path), 'utf8')) === checksum,
    );
    return same === true ? kept?.checksum : undefined;
  } catch {
    // Nothing there, or gone meanwhile: what reads it says so.
    return undefined;
  }
}
