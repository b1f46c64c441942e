import { fileURLToPath } from 'node:url';
import { scratchUntilExit } from '../../../support/scratch.ts';
import { startProgram } from '../program.ts';
import type { Contender, Server } from '../server.ts';
import type { FlushFigures } from './flush-watch.ts';
import { nodeArguments } from './node-arguments.ts';

/** What the process prints when it listens: its ports. */
export interface OursStarted {
  readonly udp: number;
  readonly tcp: number;
}

/** What the process says of itself. */
export interface OursReport extends FlushFigures {
  /** Lines that the points which the writer got, or with an outbox the store, stand for. */
  readonly counted: number;
}

/** Our server in a process of its own. */
export interface Ours extends Server {
  readonly tcpPort: number;
  report(): Promise<OursReport>;
}

/** Where our server runs, and what its points go through. */
export interface OursOptions {
  /** The only core; all if left out. */
  readonly cpu?: number | undefined;
  /** Whether an outbox stands before what counts. */
  readonly outbox?: boolean;
}

/** Starts our server with these keys of the section `statsd`. */
export async function startOurs(
  statsd: Readonly<Record<string, unknown>>,
  { cpu, outbox = false }: OursOptions = {},
): Promise<Ours> {
  const file = fileURLToPath(new URL('ours-process.ts', import.meta.url));
  const argv = [process.execPath, ...nodeArguments, file, JSON.stringify(statsd), scratchUntilExit()];
  if (outbox) argv.push('outbox');
  const program = startProgram(argv, { cpu });
  const started: OursStarted = JSON.parse(await program.line());
  const ask = async (question: string): Promise<OursReport> => {
    program.tell(question);
    return JSON.parse(await program.line());
  };
  return {
    pid: program.pid,
    port: started.udp,
    tcpPort: started.tcp,
    report: () => ask('report'),
    async finish() {
      const { counted } = await ask('finish');
      await program.end();
      return counted;
    },
  };
}

/** Our server with its defaults. */
export const ours: Contender = { name: 'tidegauge', start: cpu => startOurs({ tcp: false }, { cpu }) };
