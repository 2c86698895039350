import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ConnectionSettings,
  connectionFromEnvironment,
  connectionUrl,
  describeConnection,
  redact,
} from '@erp/postgres/connection';

const folder = mkdtempSync(join(tmpdir(), 'erp-scratch-'));
const rootCertificate = join(folder, 'root.pem');
writeFileSync(rootCertificate, 'ROOT');
writeFileSync(
  join(folder, 'services'),
  '# ours\n[other]\nhost=no\n[erp]\nhost=db.internal\nport = 5440\ndbname=erp\nuser=u\n',
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const base = { host: 'localhost', port: 5432, user: 'me', database: 'me', ssl: false };

describe('connectionFromEnvironment', () => {
  it.each<[string, Record<string, string>]>([
    ['an empty environment', {}],
    ['empty values', { DATABASE_URL: '', PGHOST: '', PGDATABASE: '', PGSERVICE: '' }],
    ['only a port, a user and a password', { PGPORT: '5433', PGUSER: 'a', PGPASSWORD: 'b' }],
  ])('chooses nothing for %s', (_, env) => {
    expect(connectionFromEnvironment(env)).toBeUndefined();
  });

  it.each<[string, Partial<ConnectionSettings>]>([
    ['postgres://localhost', {}],
    ['postgresql://localhost/', {}],
    [
      'POSTGRES://ann:secret@db.example.com:6543/erp',
      { host: 'db.example.com', port: 6543, user: 'ann', password: 'secret', database: 'erp' },
    ],
    ['postgres://ann@db/erp', { host: 'db', user: 'ann', database: 'erp' }],
    [
      'postgres://a%40b:p%40%3A%2F%3F%23%25@db/e%20p',
      { host: 'db', user: 'a@b', password: 'p@:/?#%', database: 'e p' },
    ],
    ['postgres://ann:p@ss@db/erp', { host: 'db', user: 'ann', password: 'p@ss', database: 'erp' }],
    ['postgres://ann:a:b@db/erp', { host: 'db', user: 'ann', password: 'a:b', database: 'erp' }],
    ['postgres://ann:@db/erp', { host: 'db', user: 'ann', password: '', database: 'erp' }],
    ['postgres://[::1]:5433/erp', { host: '::1', port: 5433, database: 'erp' }],
    ['postgres:///erp?host=/run/postgresql', { host: '/run/postgresql', database: 'erp' }],
    ['postgres://%2Frun%2Fpostgresql:5433/erp', { host: '/run/postgresql', port: 5433, database: 'erp' }],
    [
      'postgres://ann@/erp?host=/a%20b&port=6000&password=x',
      { host: '/a b', port: 6000, user: 'ann', password: 'x', database: 'erp' },
    ],
    ['postgres://localhost/erp?sslmode=disable', { database: 'erp' }],
    ['postgres://localhost/erp?sslmode=prefer', { database: 'erp' }],
    ['postgres://localhost/erp?sslmode=require', { database: 'erp', ssl: { rejectUnauthorized: false } }],
    ['postgres://localhost/erp?sslmode=verify-ca', { database: 'erp', ssl: { rejectUnauthorized: true } }],
    [
      'postgres://localhost/erp?sslmode=verify-full&sslrootcert=system',
      { database: 'erp', ssl: { rejectUnauthorized: true } },
    ],
    [
      `postgres://localhost/erp?sslmode=require&sslrootcert=${rootCertificate}`,
      { database: 'erp', ssl: { rejectUnauthorized: true, ca: 'ROOT' } },
    ],
    [
      'postgres://localhost/erp?application_name=x&connect_timeout=3&channel_binding=require',
      { database: 'erp', application_name: 'x', connectionTimeoutMillis: 3000, enableChannelBinding: true },
    ],
  ])('reads %s', (url, expected) => {
    expect(connectionFromEnvironment({ USER: 'me', DATABASE_URL: url })).toEqual({ ...base, ...expected });
  });

  it.each<[string, string]>([
    ['another scheme', 'mysql://ann:hunter2@db/erp'],
    ['no scheme', 'ann:hunter2@db/erp'],
    ['a slash in the password', 'postgres://ann:hunter2/x@db/erp'],
    ['a question mark in the password', 'postgres://ann:hunter2?x@db/erp'],
    ['a number sign in the password', 'postgres://ann:hunter2#x@db/erp'],
    ['a percent sign in the password', 'postgres://ann:hunter2%zz@db/erp'],
    ['a space in the host', 'postgres://ann:hunter2@d b/erp'],
    ['several hosts', 'postgres://ann:hunter2@a,b/erp'],
    ['a port that is no number', 'postgres://ann:hunter2@db:hunter2/erp'],
    ['a port out of range', 'postgres://ann:hunter2@db:65536/erp'],
    ['an unknown parameter', 'postgres://ann@db/erp?hunter2=hunter2'],
    ['a parameter without a value', 'postgres://ann@db/erp?hunter2'],
    ['an unknown sslmode', 'postgres://ann:hunter2@db/erp?sslmode=hunter2'],
    ['a certificate that is not there', 'postgres://ann:hunter2@db/erp?sslmode=require&sslcert=/hunter2'],
    ['no port but a slash in the password', 'postgres://ann:1hunter2/@db/erp'],
  ])('refuses %s and keeps the password to itself', (_, url) => {
    let thrown: unknown;
    try {
      connectionFromEnvironment({ USER: 'me', DATABASE_URL: url });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      name: 'Problem',
      code: expect.stringMatching(/^(database_url|connection_settings)$/),
    });
    const { message, detail, hint, stack, cause } = thrown as Error & Record<string, unknown>;
    expect(JSON.stringify([message, detail, hint, stack, String(cause)])).not.toContain('hunter2');
  });

  it.each<[string, Record<string, string>, Partial<ConnectionSettings>]>([
    [
      'PGHOST and friends',
      { PGHOST: 'db', PGPORT: '5433', PGUSER: 'ann', PGPASSWORD: 'p', PGDATABASE: 'erp' },
      { host: 'db', port: 5433, user: 'ann', password: 'p', database: 'erp' },
    ],
    ['PGDATABASE alone', { PGDATABASE: 'erp' }, { database: 'erp' }],
    ['PGHOSTADDR', { PGHOSTADDR: '10.0.0.1' }, { host: '10.0.0.1' }],
    [
      'PGSSLMODE and PGSSLROOTCERT',
      { PGHOST: 'db', PGSSLMODE: 'verify-full', PGSSLROOTCERT: rootCertificate },
      { host: 'db', ssl: { rejectUnauthorized: true, ca: 'ROOT' } },
    ],
    [
      'PGSERVICE',
      { PGSERVICE: 'erp', PGSERVICEFILE: join(folder, 'services'), PGPASSWORD: 'p' },
      { host: 'db.internal', port: 5440, user: 'u', password: 'p', database: 'erp' },
    ],
    [
      'a URL before the variables',
      { DATABASE_URL: 'postgres://other/x', PGHOST: 'db', PGPASSWORD: 'p', PGSSLMODE: 'require' },
      { host: 'other', database: 'x' },
    ],
    [
      'a URL without a host, filled from the variables',
      { DATABASE_URL: 'postgres:///x', PGHOST: 'db', PGPASSWORD: 'p' },
      { host: 'db', database: 'x', password: 'p' },
    ],
  ])('reads %s', (_, env, expected) => {
    expect(connectionFromEnvironment({ USER: 'me', ...env })).toEqual({ ...base, ...expected });
  });

  it('refuses a service that is not defined', () => {
    const env = { PGSERVICE: 'gone', PGSERVICEFILE: join(folder, 'services') };
    expect(() => connectionFromEnvironment(env)).toThrow(
      expect.objectContaining({ code: 'connection_service' }),
    );
  });
});

describe('what is said about a connection', () => {
  const socket = { ...base, host: '/run/a b', user: 'postgres', database: 'erp', password: 'p@ss/wörd' };
  const tcp = { ...socket, host: 'db', port: 5433 };

  it('describes it without the password', () => {
    expect(describeConnection(socket)).toBe('erp at /run/a b as postgres');
    expect(describeConnection(tcp)).toBe('postgres://postgres@db:5433/erp');
    expect(describeConnection({ ...tcp, host: '::1' })).toBe('postgres://postgres@[::1]:5433/erp');
  });

  it.each([socket, tcp, { ...tcp, host: '::1' }, { ...tcp, ssl: { rejectUnauthorized: false } }])(
    'writes a URL that reads back as the same settings',
    (settings) => {
      expect(connectionFromEnvironment({ DATABASE_URL: connectionUrl(settings) })).toEqual(settings);
    },
  );

  it('takes the password out of a text in every spelling', () => {
    const password = `a b"c'd/é`;
    const text = [
      password,
      encodeURIComponent(password),
      encodeURIComponent(password).toLowerCase(),
      encodeURIComponent(password).replaceAll("'", '%27'),
      JSON.stringify(password),
      new URLSearchParams({ password }).toString(),
    ].join('\n');
    expect(redact(text, { password })).toBe('***\n***\n***\n***\n"***"\npassword=***');
    expect(redact('nothing', {})).toBe('nothing');
    expect(redact('nothing', { password: '' })).toBe('nothing');
  });
});
