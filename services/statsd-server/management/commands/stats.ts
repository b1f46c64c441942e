import type { BackendState } from '../state.ts';
import { type Command, end } from './command.ts';

/** Since when it runs, the last line, bad lines, and what became of the last flushes. Ages and the uptime are seconds. */
export const stats: Command = {
  name: 'stats',
  answer(_parameters, { state, clock }) {
    const now = seconds(clock.now());
    const started = seconds(state.started);
    const age = (time: number | undefined, otherwise: number) => now - (time === undefined ? otherwise : seconds(time));
    const backend = ({ name, lastFlush, lastException, flushTime, flushLength }: BackendState) => [
      `${name}.last_flush: ${age(lastFlush, started)}\n`,
      // As statsd's Graphite has it: what never happened was in 1970, so that nobody takes a start for a failure.
      `${name}.last_exception: ${age(lastException, 0)}\n`,
      `${name}.flush_time: ${flushTime}\n`,
      ...(flushLength === undefined ? [] : [`${name}.flush_length: ${flushLength}\n`]),
    ];
    return [
      `uptime: ${now - started}\n`,
      `messages.last_msg_seen: ${age(state.lastMessage(), started)}\n`,
      `messages.bad_lines_seen: ${state.badLines()}\n`,
      ...state.backends().flatMap(backend),
      end,
    ];
  },
};

/** As statsd rounds. */
const seconds = (milliseconds: number) => Math.round(milliseconds / 1000);
