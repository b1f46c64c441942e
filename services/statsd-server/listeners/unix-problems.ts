import type { BindingProblem } from '../../shared/lifecycle/binding.ts';

const another = (key: string) => `set ${key} to another path`;
const noDirectory: BindingProblem = {
  reason: 'is in a directory that does not exist',
  remedy: key => `make the directory, or ${another(key)}`,
};

/** Why a unix socket cannot be had at a path, by the system's code. */
export const unixProblems: Readonly<Record<string, BindingProblem>> = {
  EADDRINUSE: {
    reason: 'is in use by another process, which answers there',
    remedy: key => `end that process, or ${another(key)}`,
  },
  EEXIST: { reason: 'is there and is no socket', remedy: key => `remove it, or ${another(key)}` },
  ENOENT: noDirectory,
  ENOTDIR: noDirectory,
  EACCES: {
    reason: 'is in a directory in which this process may not write',
    remedy: key => `let it write there, or ${another(key)}`,
  },
  EROFS: {
    reason: 'is in a file system that is read-only',
    remedy: key => `mount a directory to write in, or ${another(key)}`,
  },
  '': { reason: 'cannot be opened', remedy: another },
};
