import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';

/**
 * Stops before anything of ours is made in a database that cannot hold every text: LATIN1 and others refuse a letter in the
 * middle of a run, SQL_ASCII takes any bytes, counts them as letters and hands them out as they are.
 *
 * @throws {Problem} `server_encoding`
 */
export async function requireUnicode(session: Session): Promise<void> {
  const [row] = await session.query<{ encoding: string; name: string }>(
    "SELECT current_setting('server_encoding') AS encoding, current_database() AS name",
  );
  if (row === undefined || row.encoding === 'UTF8') return;
  throw new Problem({
    code: 'server_encoding',
    message: `The database ${row.name} is encoded in ${row.encoding}, which cannot hold every name and text.`,
    hint: 'Nothing was changed. createdb --encoding=UTF8 --template=template0 <name>, and let DATABASE_URL name it.',
  });
}
