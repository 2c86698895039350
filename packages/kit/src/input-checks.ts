/**
 * Checks of what comes in: texts that are seen, that fit on a line and into an index, moments that have a date,
 * currencies that exist. Frozen like `@erp/kit/schema`: applied migrations call these
 * functions, and golden files pin their SQL.
 *
 * The expressions are written out in every check, so that they cost a regular expression and no call of a function,
 * and need UTF-8.
 */
import type { Knex } from 'knex';

/** Control characters, line breaks of Unicode, and what turns the direction of the text around it. */
const CONTROL = '\\u0001-\\u001F\\u007F-\\u009F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069';

/** What shows nothing on its own: white space of every kind, and characters without a width. */
const UNSEEN = ' \\u00A0\\u00AD\\u1680\\u180E\\u2000-\\u200F\\u202F\\u205F-\\u2065\\u3000\\uFEFF';

/**
 * The codes of ISO 4217 for money that people pay with, and those withdrawn since 2020, in which older documents are;
 * no funds, metals or test codes.
 */
const CURRENCIES =
  'AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP ' +
  'CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF ' +
  'IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD ' +
  'MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB ' +
  'RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD ' +
  'UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL';

/** What a table that is there asks of its columns from now on. */
export interface InputChecks {
  /** Columns with one line of text, by the number of characters that they hold; at least one of these is seen. */
  readonly lines?: Readonly<Record<string, number>>;
  /** The same for those that may be empty. */
  readonly openLines?: Readonly<Record<string, number>>;
  /** Columns with text of any length, in which something is seen. */
  readonly words?: readonly string[];
  /** Columns with text in which something is seen when the condition holds, by the condition. */
  readonly wordsWhen?: Readonly<Record<string, string>>;
  /** Columns that another check keeps to the characters of a code, by the number that they hold. */
  readonly codes?: Readonly<Record<string, number>>;
  /** Columns with a date or a moment: none is infinite. */
  readonly moments?: readonly string[];
  /** The column with the currency, three capital letters by another check. */
  readonly currency?: string;
}

/**
 * A text column with one line: a name, a number, a key of somebody else's. The check `ck_<table>_<column>_line` holds
 * it to `most` characters, forbids control characters and marks that turn the direction of text, and wants something
 * to be seen: no text of white space alone, of whatever kind.
 *
 * @param most 200 unless said otherwise. 600 is the most that an index takes of any text: its rows end at 2,704 bytes.
 */
export function textLine(table: Knex.CreateTableBuilder, column: string, most = 200): Knex.ColumnBuilder {
  const [name, expression] = lineCheck(tableName(table), column, most, true);
  table.check(expression, [], name);
  return table.text(column);
}

/**
 * Holds dates and moments of a table to what a calendar has, by the check `ck_<table>_finite`: `infinity` is a date
 * to PostgreSQL, and to nobody else. Name all of them, `created_at` and `updated_at` too.
 */
export function finiteMoments(table: Knex.CreateTableBuilder, columns: readonly string[]): void {
  const [name, expression] = finiteCheck(tableName(table), columns);
  table.check(expression, [], name);
}

/** Holds `currency_code` to the currencies in use, by the check `ck_<table>_currency_code_known`. */
export function knownCurrency(table: Knex.CreateTableBuilder): void {
  const [name, expression] = currencyCheck(tableName(table), 'currency_code');
  table.check(expression, [], name);
}

/**
 * Adds checks to tables that are there, and may be full. All rows are asked first: if any would be refused, nothing
 * is changed, and the error (23514) lists for every check that is broken how many rows break it and the query that
 * shows them. Then each table gets all of its checks by one statement, so it is read twice in all.
 */
export async function addInputChecks(
  knex: Knex,
  tables: Readonly<Record<string, InputChecks>>,
): Promise<void> {
  const checks = Object.entries(tables).map(([table, asked]) => ({ table, checks: checksOf(table, asked) }));
  await knex.raw(
    raw(`DO $input$
DECLARE
  v_name text;
  v_query text;
  v_count bigint;
  v_found text := '';
BEGIN
${checks.map((each) => questions(each.table, each.checks)).join('\n')}
  IF v_found <> '' THEN
    RAISE EXCEPTION 'Rows are there that new checks refuse.'
      USING ERRCODE = 'check_violation', DETAIL = v_found,
      HINT = 'Correct what these queries show, then migrate again; nothing was changed.';
  END IF;
END
$input$`),
  );
  for (const each of checks) {
    const added = each.checks.map(([name, expression]) => `  ADD CONSTRAINT ${name} CHECK (${expression})`);
    await knex.raw(raw(`ALTER TABLE ${each.table}\n${added.join(',\n')}`));
  }
}

/** The inverse of `addInputChecks`. */
export async function dropInputChecks(
  knex: Knex,
  tables: Readonly<Record<string, InputChecks>>,
): Promise<void> {
  for (const [table, asked] of Object.entries(tables)) {
    const dropped = checksOf(table, asked).map(([name]) => `  DROP CONSTRAINT ${name}`);
    await knex.raw(`ALTER TABLE ${table}\n${dropped.join(',\n')}`);
  }
}

/** One look at the whole table; only if something is wrong in it, one more for each check. */
function questions(table: string, checks: readonly Check[]): string {
  const all = checks.map(([, expression]) => `(${expression})`).join(' AND ');
  const each = checks.map(
    ([name, expression]) => `('${name}', ${literal(`public.${table} WHERE NOT (${expression})`)})`,
  );
  return `  IF EXISTS (SELECT FROM public.${table} WHERE NOT (${all})) THEN
    FOR v_name, v_query IN VALUES
      ${each.join(',\n      ')}
    LOOP
      EXECUTE 'SELECT count(*) FROM ' || v_query INTO v_count;
      IF v_count > 0 THEN
        v_found := v_found || format(E'%s: %s rows, SELECT * FROM %s\\n', v_name, v_count, v_query);
      END IF;
    END LOOP;
  END IF;`;
}

type Check = readonly [name: string, expression: string];

function checksOf(table: string, asked: InputChecks): readonly Check[] {
  return [
    ...Object.entries(asked.lines ?? {}).map(([column, most]) => lineCheck(table, column, most, true)),
    ...Object.entries(asked.openLines ?? {}).map(([column, most]) => lineCheck(table, column, most, false)),
    ...(asked.words ?? []).map((column): Check => [`ck_${table}_${column}_words`, seen(column)]),
    ...Object.entries(asked.wordsWhen ?? {}).map(
      ([column, condition]): Check => [
        `ck_${table}_${column}_words`,
        `(${condition}) IS NOT TRUE OR ${seen(column)}`,
      ],
    ),
    ...Object.entries(asked.codes ?? {}).map(
      ([column, most]): Check => [`ck_${table}_${column}_length`, `char_length(${column}) <= ${most}`],
    ),
    ...(asked.moments === undefined ? [] : [finiteCheck(table, asked.moments)]),
    ...(asked.currency === undefined ? [] : [currencyCheck(table, asked.currency)]),
  ];
}

function lineCheck(table: string, column: string, most: number, isSeen: boolean): Check {
  const line = `char_length(${column}) <= ${most} AND ${column} !~ '[${CONTROL}]'`;
  return [`ck_${table}_${column}_line`, isSeen ? `${line} AND ${seen(column)}` : line];
}

function seen(column: string): string {
  return `${column} ~ '[^${UNSEEN}${CONTROL}]'`;
}

function finiteCheck(table: string, columns: readonly string[]): Check {
  return [`ck_${table}_finite`, columns.map((column) => `isfinite(${column})`).join(' AND ')];
}

function currencyCheck(table: string, column: string): Check {
  return [`ck_${table}_${column}_known`, `strpos('${CURRENCIES}', ${column}) > 0`];
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Knex takes a question mark for a binding. */
function raw(sql: string): string {
  return sql.replaceAll('?', '\\?');
}

// Knex's builder knows its table but does not type it; the golden files watch that it stays so.
function tableName(table: Knex.CreateTableBuilder): string {
  return (table as unknown as { _tableName: string })._tableName;
}
