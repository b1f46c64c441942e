import type { Command } from './command.ts';
import { config } from './config.ts';
import { counters } from './counters.ts';
import { delcounters } from './delcounters.ts';
import { delgauges } from './delgauges.ts';
import { deltimers } from './deltimers.ts';
import { gauges } from './gauges.ts';
import { health } from './health.ts';
import { help } from './help.ts';
import { quit } from './quit.ts';
import { stats } from './stats.ts';
import { timers } from './timers.ts';

/** Every command, by its name. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [help, stats, counters, timers, gauges, delcounters, deltimers, delgauges, health, config, quit].map(command => [
    command.name,
    command,
  ]),
);
