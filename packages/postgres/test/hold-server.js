import { join } from 'node:path';
import pg from 'pg';

/*
 * A program that holds an embedded server: opens it with the options of its argument, asks it one question, prints
 * one line of JSON and closes when its input ends. Tests start it to have holders that can be killed.
 */
// By its path, since the engine stands above: this program is started dozens of times, and tsx takes four times as long.
const { importTypeScript } = await import(
  join(import.meta.dirname, '..', '..', 'engine', 'src', 'source', 'import-typescript.js')
);
/** @param {string} name of a file of our sources. */
const ofSources = (name) => importTypeScript(join(import.meta.dirname, '..', 'src', `${name}.ts`));
const { openTestServer } = await ofSources('disposable');
const { openEmbedded } = await ofSources('embedded');
const { livePostmaster } = await ofSources('postmaster');

const options = JSON.parse(process.argv[2] ?? 'null');
try {
  const server = options === null ? await openTestServer() : await openEmbedded(options);
  const client = new pg.Client(server.settings);
  await client.connect();
  const { rows } = await client.query(
    `SELECT current_database() AS database, current_setting('data_directory') AS data, pg_backend_pid() AS pid`,
  );
  await client.end();
  const pid = livePostmaster(rows[0].data);
  console.log(JSON.stringify({ ...rows[0], pid, host: server.settings.host }));
  await new Promise((resolve) => void process.stdin.on('data', () => {}).on('end', resolve));
  await server.close();
} catch (error) {
  const { code, message, detail, hint } = /** @type {Error & Record<string, unknown>} */ (error);
  console.log(JSON.stringify({ problem: { code, message, detail, hint } }));
  process.exitCode = 1;
}
