import type { Command } from './command.ts';

/** Tells what was last set here, `up` at first: for a load balancer that asks. The server works on all the same. */
export const health: Command = {
  name: 'health',
  answer([wanted = ''], managed) {
    const status = wanted.toLowerCase();
    if (status === 'up' || status === 'down') managed.health = status;
    return [`health: ${managed.health}\n`];
  },
};
