import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';

/** How the server's programs are started so that they do not run as root, which PostgreSQL refuses. */
export interface Identity {
  readonly name: string;
  /** Put before every command. */
  readonly prefix: readonly string[];
  /** For `spawn`; empty when the user stays the same. */
  readonly credentials: { readonly uid?: number; readonly gid?: number };
  /** The user that the files belong to, seen from outside. */
  readonly owner: number;
}

/** The user and group that container images and distributions call nobody. */
const nobody = 65_534;

/**
 * The identities worth trying, the best first.
 *
 * A plain user stays what he is. root on Linux first tries a user namespace in which it is somebody else: the
 * files stay root's and no directory has to be opened to others. Where a container forbids that, or where the
 * checkout lies in another user's closed home, it becomes the checkout's owner or nobody.
 */
export function candidateIdentities(directory: string): Identity[] {
  const user = process.getuid?.() ?? 0;
  const plain: Identity = { name: `user ${user}`, prefix: [], credentials: {}, owner: user };
  // initdb wants a name for its user, which containers often have not for theirs.
  if (user !== 0) return hasName() ? [plain] : [...namespaces(user), plain];
  const owner = statSync(directory);
  return [
    ...namespaces(user),
    ...(owner.uid === 0 ? [] : [become(owner.uid, owner.gid)]),
    ...(owner.uid === nobody ? [] : [become(nobody, nobody)]),
  ];
}

/** Runs a command with an identity and waits for it. */
export function runAs(
  identity: Identity,
  command: readonly string[],
  options: { readonly environment?: NodeJS.ProcessEnv; readonly input?: string } = {},
): { readonly status: number | null; readonly output: string } {
  const [program = '', ...rest] = [...identity.prefix, ...command];
  const result = spawnSync(program, rest, {
    cwd: '/',
    encoding: 'utf8',
    env: options.environment ?? process.env,
    input: options.input ?? '',
    maxBuffer: 16 * 1024 * 1024,
    ...identity.credentials,
  });
  return {
    status: result.status,
    output: [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n').trim(),
  };
}

function become(uid: number, gid: number): Identity {
  return { name: `user ${uid}`, prefix: [], credentials: { uid, gid }, owner: uid };
}

function namespaces(owner: number): Identity[] {
  if (process.platform !== 'linux') return [];
  const { uid, gid } = namedUser();
  const prefix = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`];
  return [{ name: `user namespace (unshare --user --map-user=${uid})`, prefix, credentials: {}, owner }];
}

/** nobody, or in an image that has not even that, any user but root. */
function namedUser(): { uid: number; gid: number } {
  const users = readPasswd();
  return (
    users.find(({ uid }) => uid === nobody) ??
    users.find(({ uid }) => uid !== 0) ?? { uid: nobody, gid: nobody }
  );
}

function readPasswd(): { uid: number; gid: number }[] {
  try {
    const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
    return lines
      .map((line) => line.split(':'))
      .filter((fields) => fields.length > 3)
      .map(([, , uid, gid]) => ({ uid: Number(uid), gid: Number(gid) }));
  } catch {
    return [];
  }
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
