import { connect } from 'node:net';
import { failure, type Outcome, success } from '../outcome.ts';
import type { EngineAddress } from './address.ts';

/** Why an engine cannot be asked, and what would change that. */
export interface Unreachable {
  readonly detail: string;
  readonly remedy: string;
}

const startIt = 'start Docker, or set containers.engine to where it answers';
const remedies: Record<string, { readonly why: string; readonly remedy: string }> = {
  ENOENT: { why: 'there is no such socket', remedy: startIt },
  ECONNREFUSED: { why: 'nothing listens there', remedy: startIt },
  EACCES: { why: 'permission denied', remedy: 'add the user to the group docker, or run as root' },
};

/** Whether anything takes a connection at `address` within `milliseconds`, and before `stopping` aborts. */
export function probe(
  address: EngineAddress,
  milliseconds: number,
  stopping?: AbortSignal,
): Promise<Outcome<undefined, Unreachable>> {
  return new Promise(resolve => {
    const conclude = (outcome: Outcome<undefined, Unreachable>) => {
      stopping?.removeEventListener('abort', giveUp);
      socket.destroy();
      resolve(outcome);
    };
    const giveUp = () => conclude(failure(unreachable(address, 'no answer', startIt)));
    const socket = connect('socketPath' in address ? { path: address.socketPath } : address);
    socket.setTimeout(milliseconds);
    stopping?.addEventListener('abort', giveUp);
    socket.on('connect', () => conclude(success(undefined)));
    socket.on('timeout', giveUp);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const { why, remedy } = remedies[error.code ?? ''] ?? { why: error.message, remedy: startIt };
      conclude(failure(unreachable(address, why, remedy)));
    });
  });
}

/** Says of an engine why it cannot be asked. */
export function unreachable(address: EngineAddress, why: string, remedy: string): Unreachable {
  return { detail: `no Docker engine at ${describeAddress(address)}: ${why}`, remedy };
}

/** An address as a person writes it. */
export function describeAddress(address: EngineAddress): string {
  return 'socketPath' in address ? address.socketPath : `${address.protocol}://${address.host}:${address.port}`;
}
