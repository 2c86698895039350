import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem, throwProblems } from '@erp/kit/problem';
import { findBesides } from './besides.ts';
import type { DomainException } from './exceptions.ts';
import { type Finding, isOfPlan } from './rule.ts';
import { RULES } from './rules.ts';
import type { CatalogSession, Level, RuleContext, SchemaRule } from './schema-rule.ts';

/** What to verify, and what is accepted. */
export interface VerifyOptions extends RuleContext {
  /** Numbers or names of rules; all by default. */
  readonly rules?: readonly string[] | undefined;
  readonly exceptions: readonly DomainException[];
}

/** A finding with the words of its rule, as it is printed. */
export interface ReportedFinding extends Finding {
  readonly name: string;
  readonly level: Level;
  /** Page of the rule, relative to the root of the checkout. */
  readonly page: string;
}

/** The result of verifying a database. */
export interface Report {
  /** Empty when all is well. In the order of the rules, then of the keys. */
  readonly findings: readonly ReportedFinding[];
  /** Findings that a domain accepts, each with the reason. */
  readonly accepted: readonly { readonly finding: ReportedFinding; readonly exception: DomainException }[];
  /** Numbers of the rules that were asked. */
  readonly checked: readonly string[];
  /** Rules that could not be asked, and what was missing for it. */
  readonly skipped: readonly { readonly rule: string; readonly needs: string }[];
  /** What there is beside the schema, a line each; see `findBesides`. Empty when only some rules were asked. */
  readonly besides: readonly string[];
}

/** What is said of an exception that matches nothing; it has a number and a page, but looks at no database. */
export const UNUSED_EXCEPTION = { id: '0000', name: 'unused_exception', level: 'error' } as const;

/**
 * Asks every rule of the live schema. Writes nothing; the session goes on without just-in-time compilation.
 *
 * @throws {Problem} `rule_unknown` when an option names a rule that is not there.
 */
export async function verifySchema(session: CatalogSession, options: VerifyOptions): Promise<Report> {
  const chosen = chooseRules(options.rules);
  const able = chosen.filter((rule) => rule.needs === undefined || options[rule.needs] !== undefined);
  const findings: ReportedFinding[] = [];
  // Large queries over small catalogs: compiling them takes longer than running them.
  await session.query("SELECT set_config('jit', 'off', false)");
  for (const rule of able) {
    for (const finding of await rule.find(session, options)) findings.push(describe(finding, rule));
  }
  const exceptionOf = (finding: Finding) =>
    options.exceptions.find((each) => each.rule === finding.rule && each.key === finding.key);
  const accepted = findings.flatMap((finding) => {
    const exception = exceptionOf(finding);
    return exception === undefined ? [] : [{ finding, exception }];
  });
  const checked = new Set(able.map((rule) => rule.id));
  const known = new Set(RULES.map((rule) => rule.id));
  const used = new Set(accepted.map((each) => `${each.finding.rule} ${each.finding.key}`));
  // Those for plans match what comes and goes.
  const unused = options.exceptions.filter(
    (each) =>
      !isOfPlan(each.rule) &&
      (checked.has(each.rule) || !known.has(each.rule)) &&
      !used.has(`${each.rule} ${each.key}`),
  );
  const all = options.rules === undefined || options.rules.length === 0;
  return {
    besides: all ? await findBesides(session, options) : [],
    findings: [
      ...findings.filter((finding) => exceptionOf(finding) === undefined),
      ...unused.map(unusedException),
    ],
    accepted,
    checked: [...checked],
    skipped: chosen.flatMap((rule) =>
      checked.has(rule.id) || rule.needs === undefined ? [] : [{ rule: rule.id, needs: rule.needs }],
    ),
  };
}

function chooseRules(names: readonly string[] | undefined): readonly SchemaRule[] {
  if (names === undefined || names.length === 0) return RULES;
  const find = (name: string) => RULES.find((rule) => rule.id === name || rule.name === name);
  throwProblems(
    names
      .filter((name) => find(name) === undefined)
      .map(
        (name) =>
          new Problem({
            code: 'rule_unknown',
            message: `There is no rule ${name}.`,
            detail: `The rules are ${RULES.map((rule) => `${rule.id} ${rule.name}`).join(', ')}.`,
            hint: `${didYouMean(
              name,
              RULES.map((rule) => rule.name),
            )}Name a rule by its number or its name: pnpm verify --rule 0019`,
          }),
      ),
  );
  return RULES.filter((rule) => names.includes(rule.id) || names.includes(rule.name));
}

function describe(finding: Finding, rule: Pick<SchemaRule, 'id' | 'name' | 'level'>): ReportedFinding {
  return { ...finding, name: rule.name, level: rule.level, page: `docs/rules/${rule.id}_${rule.name}.md` };
}

function unusedException(exception: DomainException): ReportedFinding {
  const file = `packages/domains/${exception.domain}/exceptions.ts`;
  return describe(
    {
      rule: UNUSED_EXCEPTION.id,
      key: `${exception.rule} ${exception.key}`,
      message: `The exception for ${exception.key} from rule ${exception.rule} matches no finding.`,
      detail: `${file}: ${exception.because}`,
      remediation: `Remove the entry from ${file}.`,
    },
    UNUSED_EXCEPTION,
  );
}
