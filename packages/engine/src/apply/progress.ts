/** Told about progress, for people who watch. Times are milliseconds. */
export interface Progress {
  started(name: string, direction: 'up' | 'down'): void;
  finished(name: string, direction: 'up' | 'down', duration: number): void;
  /** The step that is running waits for a lock; `who` says for whom. */
  waits(who: string): void;
  /** What finished since the last commit was rolled back, to be done again; `why` says it to people. */
  takenBack(why: string): void;
  /** So many statements of a step outside a transaction are kept, although it is not finished. */
  keptInPart(name: string, statements: number): void;
  /** What finished is committed. */
  committed(): void;
}

/** Nobody watches. */
export const SILENT: Progress = {
  started() {},
  finished() {},
  waits() {},
  takenBack() {},
  keptInPart() {},
  committed() {},
};
