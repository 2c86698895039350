/** Asks the server a question of our own, beside what a migration sends. */
export type Ask = <Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
