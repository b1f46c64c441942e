import { basename, join } from 'node:path';
import { createKeptFile } from '../../../shared/kernel/kept-file.ts';

/** What Node 24 calls the first thread of any program, and so the process. */
const tellsNothing = 'MainThread';

/** The name of a process, or where that tells nothing, of the program as `/proc/<pid>/cmdline` has it: `node`. */
export function programName(proc: string, pid: string, name: string): string {
  if (name !== tellsNothing) return name;
  const file = createKeptFile(join(proc, pid, 'cmdline'));
  const [program = ''] = (file.read() ?? '').split(/[\0 ]/, 1);
  file.close();
  return basename(program) || name;
}
