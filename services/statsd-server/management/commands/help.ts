import type { Command } from './command.ts';

/** Names the commands, in statsd's words. */
export const help: Command = {
  name: 'help',
  answer: () => [
    'Commands: stats, counters, timers, gauges, delcounters, deltimers, delgauges, health, config, quit\n\n',
  ],
};
