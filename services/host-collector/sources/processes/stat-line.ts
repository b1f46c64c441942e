/** What `/proc/<pid>/stat` tells of a process. */
export interface ProcessStat {
  /** As the process gave it to itself, any characters, up to 15 bytes; a kernel thread's without what it works on. */
  readonly name: string;
  /** One letter: R, S, D, T, t, Z, I … */
  readonly state: string;
  /** CPU time in ticks, its ended children left out. */
  readonly ticks: number;
  /** Ticks after boot; with the process id this tells a process from a later one of the same id. */
  readonly started: string;
  /** Resident memory in pages. */
  readonly pages: number;
}

/** PF_KTHREAD of linux/sched.h. */
const kernelThread = 0x0020_0000;

/** Parses by proc_pid_stat(5): `pid (name) state …`. The name may hold parentheses and blanks itself: it ends at the last `)`. */
export function parseProcessStat(text: string): ProcessStat | undefined {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  const fields = text.slice(close + 2).split(' ');
  if (open < 0 || close < open || fields.length < 22) return undefined;
  // fields[0] is the manual's field 3.
  const name = text.slice(open + 1, close);
  return {
    // `kworker/0:1-events` is called by what it does right now: one name for all of them.
    name: (Number(fields[6]) & kernelThread) !== 0 ? name.split('/', 1)[0]! : name,
    state: fields[0]!,
    ticks: Number(fields[11]) + Number(fields[12]),
    started: fields[19]!,
    pages: Number(fields[21]),
  };
}
