/** What a problem says, in the four fields that PostgreSQL itself uses for an error. */
export interface ProblemFields {
  /** Searchable constant in lower snake case, e.g. `domain_circle`. */
  readonly code: string;
  /** What is wrong, with names. */
  readonly message: string;
  /** The evidence: file paths, values, statements. */
  readonly detail?: string | undefined;
  /** The next move, as a command or a line to write where there is one. */
  readonly hint?: string | undefined;
  /** The unexpected error underneath, when there was one. */
  readonly cause?: unknown;
}

/** Something a person has to put right. Everything that we report on purpose is a `Problem`. */
export class Problem extends Error {
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;

  constructor(fields: ProblemFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.name = 'Problem';
    this.code = fields.code;
    this.detail = fields.detail;
    this.hint = fields.hint;
  }
}

/** Several problems found in one pass, reported together so that nobody has to fix them one by one. */
export class Problems extends Problem {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super({
      code: 'problems',
      message: `${problems.length} problems: ${problems.map((problem) => problem.message).join(' ')}`,
    });
    this.name = 'Problems';
    this.problems = problems;
  }
}

/**
 * Stops once with everything that was found.
 *
 * @throws the problem itself when there is one, `Problems` when there are several, nothing when there is none.
 */
export function throwProblems(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  throw problems.length === 1 ? first : new Problems(problems);
}
