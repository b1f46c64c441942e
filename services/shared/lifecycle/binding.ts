import type { Logger } from '../logging/logger.ts';
import type { Outcome } from '../outcome.ts';
import type { Part } from '../part.ts';
import type { Clock } from './clock.ts';

/** An address that something listens on. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Something that listens. */
export interface Bound {
  /** The port it got, where the system chose. */
  readonly port: number;
  close(): Promise<void>;
}

/** What is to be bound, and how. */
export interface BindingOptions<Listener extends Bound> {
  /** As the start-up table names it. */
  readonly name: string;
  /** The configuration key of the port, for the remedy. */
  readonly portKey: string;
  readonly clock: Clock;
  readonly logger: Logger;
  bind(address: Address): Promise<Outcome<Listener, NodeJS.ErrnoException>>;
}

/** A listener that is bound as soon as its address can be had, and stays so. */
export interface Binding<Listener extends Bound> {
  /** Undefined while the address cannot be had. */
  current(): Listener | undefined;
  part(): Part;
  /** Binds the new address, before it lets go of the old one where it can; keeps the old one when that fails. */
  move(address: Address): Promise<void>;
  close(): Promise<void>;
}

const retryInterval = 5000;

/** Why an address could not be had, and what would change that, by the system's code. */
const reasons: Record<string, { readonly reason: string; remedy(portKey: string): string }> = {
  EADDRINUSE: {
    reason: 'is in use by another process',
    remedy: portKey => `end that process, or set ${portKey} to a free port`,
  },
  EACCES: { reason: 'may only be opened by root', remedy: portKey => `set ${portKey} to a port above 1023` },
  EADDRNOTAVAIL: {
    reason: 'is not an address of this host',
    remedy: portKey => `set ${portKey.replace(/port$/, 'host')} to an address of this host`,
  },
};

/** Binds `address`, and while that fails tries again every five seconds: a busy port must not keep the rest from running. */
export async function createBinding<Listener extends Bound>(
  options: BindingOptions<Listener>,
  address: Address,
): Promise<Binding<Listener>> {
  const { name, portKey, clock, logger, bind } = options;
  let bound: { readonly listener: Listener; readonly address: Address } | undefined;
  let wanted = address;
  let problem: { readonly detail: string; readonly remedy: string } | undefined;
  let cancelRetry = () => {};
  let closed = false;

  async function attempt(): Promise<void> {
    cancelRetry();
    const target = wanted;
    const previous = bound;
    // The same port at another address of this host may be had only once the old one is let go.
    const inTheWay = previous?.address.port === target.port;
    if (inTheWay) await release();
    let outcome = await bind(target);
    if (closed || target !== wanted) {
      if (outcome.ok) await outcome.value.close();
      return;
    }
    if (outcome.ok) {
      bound = { listener: outcome.value, address: target };
      if (problem) logger.info(`${name}: listening on ${target.host}:${outcome.value.port} now`);
      problem = undefined;
      if (!inTheWay) await previous?.listener.close();
      return;
    }
    noteProblem(target, outcome.reason);
    cancelRetry = clock.at(clock.now() + retryInterval, () => void attempt());
    if (!inTheWay) return;
    outcome = await bind(previous.address);
    if (outcome.ok) bound = { listener: outcome.value, address: previous.address };
  }

  function noteProblem(target: Address, { code = '', message }: NodeJS.ErrnoException): void {
    const known = reasons[code];
    const detail = `${target.host}:${target.port} ${known?.reason ?? `cannot be opened: ${message}`}`;
    if (detail !== problem?.detail) logger.warn(`${name}: ${detail}; trying again every ${retryInterval / 1000} s`);
    problem = { detail, remedy: known?.remedy(portKey) ?? `set ${portKey} to another port` };
  }

  async function release(): Promise<void> {
    const previous = bound;
    bound = undefined;
    await previous?.listener.close();
  }

  await attempt();
  return {
    current: () => bound?.listener,
    part: () =>
      problem
        ? { name, state: 'down', ...problem }
        : { name, state: 'ok', detail: `listens on ${wanted.host}:${bound?.listener.port ?? wanted.port}` },
    async move(next) {
      if (sameAddress(next, wanted)) return;
      wanted = next;
      if (bound && sameAddress(next, bound.address)) {
        cancelRetry();
        problem = undefined;
      } else await attempt();
    },
    async close() {
      closed = true;
      cancelRetry();
      await release();
    },
  };
}

const sameAddress = (a: Address, b: Address) => a.host === b.host && a.port === b.port;
