import type { Problem } from '@erp/kit/problem';
import type { Ask } from '../../connection/ask.ts';
import type { StatementRelay } from '../../connection/statement-relay.ts';
import {
  forgetFailed,
  type JournalLine,
  type LineState,
  readLines,
  writeLines,
} from '../../ledger/journal-lines.ts';
import {
  leftOpen,
  notRepeatable,
  sessionLost,
  undecided,
  writesRecords,
} from '../../ledger/journal-problems.ts';
import { writesLedger } from '../../ledger/ledger-tables.ts';
import type { Probe } from '../../ledger/probe.ts';
import { type Answer, handOver, type Outcome, readOutcome, writeOutcome } from './outcome.ts';
import { judge, probeOf } from './probe.ts';
import {
  borderOf,
  hashOfStatement,
  isSessionStatement,
  loadStatementParser,
  makesTemporary,
  type Statement,
  setsRole,
} from './statement.ts';

/** The body of a step outside a transaction, with a line in the journal for each of its statements. */
export interface JournaledBody {
  /** Stands between the body and the server; see `Session.relayed`. */
  readonly relay: StatementRelay;
  /** How many statements are kept. */
  kept(): number;
  /**
   * To be asked when the body has come to its end.
   *
   * @throws {Problem} when it has left its own transaction open, or has sent less than it did the first time.
   */
  end(): Promise<void>;
  /** Ends the transaction that a failed body has left open. */
  abandon(): Promise<void>;
}

/** What a migration hands over at once: a statement, or a script that the server runs as a whole. */
interface Sent {
  readonly text: string;
  readonly values: readonly unknown[] | undefined;
  readonly parts: readonly Statement[];
}

type Send = Parameters<StatementRelay>[1];

/** What the server says when a statement cannot run inside a transaction; nothing of it was done. */
const ACTIVE_SQL_TRANSACTION = '25001';
/** The same of a block of code that commits by itself. */
const INVALID_TRANSACTION_TERMINATION = '2D000';

/**
 * Begins the body of a step, or goes on with one that a run has left in its middle. The body is run from its beginning
 * each time. What the journal says is kept is not sent again, the body is handed the answer that it got then; so it comes
 * to where the last run ended, whatever it decides by what it reads. Behind that:
 *
 * - a statement runs in a transaction of its own together with its line: both are kept or none;
 * - a transaction that the body begins and commits itself gets the lines of its statements;
 * - what PostgreSQL refuses inside a transaction is noted before it is sent and when it has ended. When a run ends in
 *   between, the next one looks whether it was done; see `judge`.
 *
 * @param ask asks the server of the session that the body runs in.
 * @param name recorded name of the step.
 * @param progressed is told how many statements are kept, when there are more.
 */
export async function journalBody(
  ask: Ask,
  name: string,
  progressed: (kept: number) => void,
): Promise<JournaledBody> {
  const { parse, show } = await loadStatementParser();
  await forgetFailed(ask, name);
  const lines = new Map((await readLines(ask, name)).map((line) => [line.place, line]));
  const kept = [...lines.values()].filter(({ state }) => state === 'kept').length;
  const body: Body = {
    ...{ name, show, progressed, lines, kept },
    ...{ known: lines.size, place: 0, block: undefined, roleSet: false },
  };
  return {
    async relay({ text, values }, send) {
      if (writesLedger(text)) throw writesRecords(name, show(text));
      const parts = parse(text);
      if (parts.length < 2 || parts.every((part) => borderOf(part) === undefined))
        return run(body, { text, values, parts }, send);
      // A script that begins or ends transactions goes piece by piece.
      const answers: Answer[] = [];
      for (const part of parts) {
        const piece = { text: part.sql, values: undefined, parts: [part] };
        answers.push(await run(body, piece, send).catch(shift(part)));
      }
      return answers.flat();
    },
    kept: () => body.kept,
    async end() {
      if (body.block !== undefined) throw leftOpen(name);
      const next = lines.get(body.place + 1);
      if (next !== undefined) throw notRepeatable(name, next, undefined);
    },
    async abandon() {
      if (body.block !== undefined) await ask('ROLLBACK').catch(() => undefined);
      body.block = undefined;
    },
  };
}

/** A body that runs: where it is, and what the journal knows of it. */
interface Body {
  readonly name: string;
  readonly show: (text: string) => string;
  readonly progressed: (kept: number) => void;
  /** What the journal says, by place. */
  readonly lines: Map<number, JournalLine>;
  /** The last statement that the journal knows; what stands behind it is sent. */
  known: number;
  place: number;
  kept: number;
  /** Lines of the transaction that the body itself has begun. */
  block: Block | undefined;
  roleSet: boolean;
}

interface Block {
  readonly lines: JournalLine[];
  readonly: boolean;
}

async function run(body: Body, sent: Sent, send: Send): Promise<Answer> {
  if (setsRole(sent.text)) body.roleSet = true;
  if (sent.parts.length > 0 && sent.parts.every(isSessionStatement)) return send(sent);
  body.place += 1;
  const outcome = await replay(body, sent, send);
  if (outcome !== undefined) return handOver(outcome);
  const [first] = sent.parts;
  if (body.block !== undefined || (first !== undefined && borderOf(first) !== undefined))
    return inBlock(body, sent, send);
  const probe = first === undefined || sent.parts.length > 1 ? undefined : await probeOf(first, asker(send));
  return probe === undefined ? inOwnTransaction(body, sent, send) : byItself(body, sent, probe, send);
}

/** Hands over what became of a statement in an earlier run; undefined when it has to be sent. */
async function replay(body: Body, sent: Sent, send: Send): Promise<Outcome | undefined> {
  const { name, lines, place } = body;
  const line = lines.get(place);
  if (line === undefined) return undefined;
  const same = line.hash === hashOfStatement(sent.text, sent.values);
  if (line.state === 'begun' && place === body.known) {
    const verdict = line.probe === null ? 'unknown' : await judge(line.probe, asker(send));
    if (verdict === 'unknown') throw undecided(name, line);
    if (verdict === 'not kept') {
      lines.delete(place);
      body.known -= 1;
      return undefined;
    }
    const done: JournalLine = { ...line, state: 'kept', outcome: null };
    await writeNow(body, send, [done]);
    lines.set(place, done);
    keep(body, 1);
  }
  if (!same) throw notRepeatable(name, line, body.show(sent.text));
  if (line.probe?.kind === 'temporary') throw sessionLost(name, line);
  for (const part of sent.parts) if (isSessionStatement(part)) await send({ text: part.sql });
  return readOutcome(lines.get(place)?.outcome ?? null);
}

/** A statement of a transaction that the body begins and ends itself, its borders included. */
async function inBlock(body: Body, sent: Sent, send: Send): Promise<Answer> {
  const border = sent.parts.map(borderOf).find((each) => each !== undefined);
  const current = body.block ?? { lines: [], readonly: false };
  if (/\bread\s+only\b/i.test(sent.text)) current.readonly = true;
  return border === undefined || border === 'begins'
    ? withinBlock(body, current, sent, send)
    : endBlock(body, current, border, sent, send);
}

async function withinBlock(body: Body, current: Block, sent: Sent, send: Send): Promise<Answer> {
  try {
    const answer = await send(sent);
    current.lines.push(lineOf(body, sent, 'kept', { answer }));
    body.block = current;
    return answer;
  } catch (error) {
    if (error instanceof Error && body.block !== undefined)
      body.block.lines.push(lineOf(body, sent, 'not kept', { error }));
    throw error;
  }
}

async function endBlock(
  body: Body,
  current: Block,
  border: Exclude<ReturnType<typeof borderOf>, 'begins' | undefined>,
  sent: Sent,
  send: Send,
): Promise<Answer> {
  const rollsBack = border === 'rolls back' || border === 'rolls back and begins';
  body.block = border.endsWith('and begins') ? { lines: [], readonly: current.readonly } : undefined;
  const all = (state: LineState, outcome?: Outcome) => [
    ...current.lines.map((line) => ({ ...line, state })),
    lineOf(body, sent, state, outcome),
  ];
  try {
    // A transaction that only reads takes no lines; a block that rolls back keeps none.
    if (!rollsBack && !current.readonly) await write(body, send, all('kept'));
    const answer = await send(sent);
    if (rollsBack || current.readonly)
      await writeNow(body, send, all(rollsBack ? 'not kept' : 'kept', { answer }));
    if (!rollsBack) keep(body, current.lines.length + 1);
    return answer;
  } catch (error) {
    body.block = undefined;
    await send({ text: 'ROLLBACK' }).catch(() => undefined);
    if (error instanceof Error) await writeNow(body, send, all('not kept', { error })).catch(() => undefined);
    throw error;
  }
}

/** A statement in a transaction of its own together with its line: both are kept or none. */
async function inOwnTransaction(body: Body, sent: Sent, send: Send): Promise<Answer> {
  await send({ text: 'BEGIN' });
  try {
    const answer = await send(sent);
    await write(body, send, [lineOf(body, sent, 'kept', { answer })]);
    await send({ text: 'COMMIT' });
    keep(body, 1);
    return answer;
  } catch (error) {
    // Fails as well when the connection is gone; what failed first is what is told.
    await send({ text: 'ROLLBACK' }).catch(() => undefined);
    const code = codeOf(error);
    if (code === ACTIVE_SQL_TRANSACTION || code === INVALID_TRANSACTION_TERMINATION)
      return byItself(body, sent, { kind: 'unknown' }, send);
    if (error instanceof Error)
      await writeNow(body, send, [lineOf(body, sent, 'not kept', { error }, null)]).catch(() => undefined);
    throw error;
  }
}

/** What PostgreSQL refuses inside a transaction: noted before it is sent and when it has ended. */
async function byItself(body: Body, sent: Sent, probe: Probe, send: Send): Promise<Answer> {
  const line = lineOf(body, sent, 'begun', undefined, probe);
  await writeNow(body, send, [line]);
  try {
    const answer = await send(sent);
    await writeNow(body, send, [{ ...line, state: 'kept', outcome: writeOutcome({ answer }) }]);
    keep(body, 1);
    return answer;
  } catch (error) {
    // A script is one transaction, so nothing of it is there.
    const nothing = codeOf(error) === ACTIVE_SQL_TRANSACTION || sent.parts.length > 1;
    const state = nothing ? 'not kept' : 'begun';
    if (error instanceof Error)
      await writeNow(body, send, [{ ...line, state, outcome: writeOutcome({ error }) }]).catch(
        () => undefined,
      );
    throw error;
  }
}

function lineOf(
  { place, show }: Body,
  sent: Sent,
  state: LineState,
  outcome: Outcome | undefined,
  probe: JournalLine['probe'] = makesTemporary(sent.text) ? { kind: 'temporary' } : null,
): JournalLine {
  return {
    place,
    statement: show(sent.text),
    hash: hashOfStatement(sent.text, sent.values),
    state,
    probe,
    outcome: outcome === undefined ? null : writeOutcome(outcome),
  };
}

function keep(body: Body, count: number): void {
  body.kept += count;
  body.progressed(body.kept);
}

/** Writes lines into the transaction that is open; the body may have made another role the current one. */
async function write(body: Body, send: Send, written: readonly JournalLine[]): Promise<void> {
  if (body.roleSet) await send({ text: 'SET LOCAL ROLE NONE' });
  await writeLines(asker(send), body.name, written);
}

/** Writes lines outside a transaction. */
async function writeNow(body: Body, send: Send, written: readonly JournalLine[]): Promise<void> {
  if (!body.roleSet) return writeLines(asker(send), body.name, written);
  await send({ text: 'BEGIN' });
  await write(body, send, written);
  await send({ text: 'COMMIT' });
}

function asker(send: Send): Ask {
  return async (text, values) => {
    const answer = await send({ text, values });
    return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? [];
  };
}

/** An error's position counts from the beginning of the whole text. */
const shift =
  ({ offset }: Statement) =>
  (error: { position?: string } | Problem): never => {
    if ('position' in error && error.position !== undefined)
      error.position = String(Number(error.position) + offset);
    throw error;
  };

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
