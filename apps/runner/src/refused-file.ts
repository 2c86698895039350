import { Problem } from '@erp/kit/problem';

const FULL = ['ENOSPC', 'EDQUOT'];
const REFUSED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EMFILE', 'ENFILE'];

/** Explains what the system says when it does not let a command write a file; undefined for every other error. */
export function refusedFile(error: Error): Problem | undefined {
  const { code = '', syscall, path = 'a file' } = error as NodeJS.ErrnoException;
  // Sockets have such codes too, and an address instead of a path.
  if (syscall === undefined || 'address' in error) return undefined;
  if (FULL.includes(code)) {
    return new Problem({
      code: 'disk_full',
      message: `The disk is full: ${path} could not be written (${code}).`,
      detail: error.message,
      hint: 'Make room, or name a place on another disk; TMPDIR names that of temporary files. Then run the command again.',
    });
  }
  if (!REFUSED.includes(code)) return undefined;
  return new Problem({
    code: 'file_refused',
    message: `The system refused ${syscall} of ${path} (${code}).`,
    detail: error.message,
    hint: 'Name another place, or let this user write there, and run the command again.',
  });
}
