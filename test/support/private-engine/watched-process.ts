import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { killAfterOurEnd } from '../our-end.ts';

/** A process that takes longer to end is killed, milliseconds. */
const longestEnd = 20_000;

/** A process that runs until it is told to end. */
export interface WatchedProcess {
  readonly name: string;
  runs(): boolean;
  /** Signals it and waits for its end; nothing when it has ended. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** What is run. */
export interface WatchedProcessOptions {
  readonly name: string;
  readonly command: readonly string[];
  /** Everything that it prints is appended there. */
  readonly log: string;
  /** Told of an end that nobody asked for. */
  readonly onCrash: (what: string) => void;
}

/** It ends with this process, but not by the Ctrl-C that this process gets: containers are to be removed first. */
export function spawnWatched({ name, command, log, onCrash }: WatchedProcessOptions): WatchedProcess {
  const output = openSync(log, 'a');
  const [file, ...args] = command as [string, ...string[]];
  const child = spawn(file, args, { stdio: ['ignore', output, output], detached: true });
  closeSync(output);
  const runs = () => child.exitCode === null && child.signalCode === null;
  let asked = false;
  killAfterOurEnd(child);
  child.on('exit', (code, signal) => {
    if (!asked) onCrash(`${name} ended by itself with ${signal ?? code}`);
  });
  return {
    name,
    runs,
    async end(signal) {
      asked = true;
      if (!runs()) return;
      const ended = once(child, 'exit');
      child.kill(signal);
      const tooLong = setTimeout(() => child.kill('SIGKILL'), longestEnd);
      await ended;
      clearTimeout(tooLong);
    },
  };
}
