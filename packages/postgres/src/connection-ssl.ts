import { readFileSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';
import type { ConnectionParameters } from './connection-parameters.ts';

/** What pg hands to `tls.connect`: plain data, the certificates as text. */
export interface SslSettings {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

const modes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'];

/**
 * Turns libpq's ssl parameters into pg's.
 *
 * pg cannot fall back from one kind of connection to the other, so `allow` and `prefer`, which promise nothing,
 * are a plain connection. `verify-ca` checks the host name too: leaving that check out takes a function, and
 * settings are plain data. `require` with a root certificate verifies, as in libpq.
 *
 * @throws a `Problem` for an unknown mode or a certificate file that cannot be read.
 * @see https://www.postgresql.org/docs/18/libpq-ssl.html
 */
export function sslSettings(parameters: ConnectionParameters, source: string): boolean | SslSettings {
  const mode = parameters.sslmode ?? 'prefer';
  if (!modes.includes(mode)) {
    throw new Problem({
      code: 'connection_settings',
      message: `${source}: sslmode is not one of ${modes.join(', ')}.`,
    });
  }
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') return false;
  // `system` is libpq's word for the certificate authorities of the machine, which Node trusts by itself.
  const root = parameters.sslrootcert === 'system' ? undefined : parameters.sslrootcert;
  return {
    rejectUnauthorized: mode !== 'require' || parameters.sslrootcert !== undefined,
    ...certificate('ca', root, 'sslrootcert', source),
    ...certificate('cert', parameters.sslcert, 'sslcert', source),
    ...certificate('key', parameters.sslkey, 'sslkey', source),
  };
}

function certificate(
  property: 'ca' | 'cert' | 'key',
  file: string | undefined,
  parameter: string,
  source: string,
): Partial<SslSettings> {
  if (file === undefined) return {};
  try {
    return { [property]: readFileSync(file, 'utf8') };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new Problem({
      code: 'connection_settings',
      message: `${source}: the file of ${parameter} cannot be read (${reason}).`,
      hint: `Let ${parameter} name a PEM file that this user may read.`,
    });
  }
}
