import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import type { ConnectionParameters } from './connection-parameters.ts';

/**
 * The parameters of the connection service that PGSERVICE names, nothing when it is not set.
 *
 * @throws a `Problem` when no service file has an entry of that name.
 * @see https://www.postgresql.org/docs/18/libpq-pgservice.html
 */
export function parametersFromService(
  env: Readonly<Record<string, string | undefined>>,
): ConnectionParameters {
  const service = env.PGSERVICE;
  if (!service) return {};
  const files = [
    env.PGSERVICEFILE || join(env.HOME || homedir(), '.pg_service.conf'),
    ...(env.PGSYSCONFDIR ? [join(env.PGSYSCONFDIR, 'pg_service.conf')] : []),
  ];
  for (const file of files) {
    const found = existsSync(file) ? readService(readFileSync(file, 'utf8'), service) : undefined;
    if (found !== undefined) return found;
  }
  throw new Problem({
    code: 'connection_service',
    message: `PGSERVICE names the service ${service}, which no service file defines.`,
    detail: `Looked in ${files.join(' and ')}.`,
    hint: `Add a section [${service}] with host, port, user and dbname to ${files[0]}, or unset PGSERVICE.`,
  });
}

function readService(content: string, service: string): ConnectionParameters | undefined {
  const lines = content.split(/\r?\n/).map((line) => line.trim());
  const start = lines.indexOf(`[${service}]`);
  if (start < 0) return undefined;
  const parameters: ConnectionParameters = {};
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('[')) break;
    const equals = line.indexOf('=');
    if (line.startsWith('#') || equals < 0) continue;
    parameters[line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
  }
  return parameters;
}
