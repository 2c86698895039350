/**
 * A program that holds an embedded server: opens it with the options of its argument, asks it one question, prints
 * one line of JSON and closes when its input ends. Tests start it to have holders that can be killed.
 */
import pg from 'pg';
import { openTestServer } from '../src/disposable.ts';
import { type EmbeddedOptions, openEmbedded } from '../src/embedded.ts';
import { livePostmaster } from '../src/postmaster.ts';

const options = JSON.parse(process.argv[2] ?? 'null') as EmbeddedOptions | null;
try {
  const server = options === null ? await openTestServer() : await openEmbedded(options);
  const client = new pg.Client(server.settings as pg.ClientConfig);
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_database() AS database, current_setting('data_directory') AS data, pg_backend_pid() AS pid`,
  );
  await client.end();
  const pid = livePostmaster(rows[0].data);
  console.log(JSON.stringify({ ...rows[0], pid, host: server.settings.host }));
  await new Promise((resolve) => process.stdin.on('data', () => {}).on('end', resolve));
  await server.close();
} catch (error) {
  const { code, message, detail, hint } = error as Error & Record<string, unknown>;
  console.log(JSON.stringify({ problem: { code, message, detail, hint } }));
  process.exitCode = 1;
}
