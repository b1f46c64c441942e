import { isIPv6 } from 'node:net';
import type { Logger } from '../logging/logger.ts';
import type { Outcome } from '../outcome.ts';
import type { Part } from '../part.ts';
import type { Clock } from './clock.ts';

/** An address that something listens on. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** What else the listener was made for: where that changes, it is bound anew. */
  readonly variant?: string;
}

/** Something that listens. */
export interface Bound {
  /** The port it got, where the system chose. */
  readonly port: number;
  /** What there is to say of it besides where it listens. */
  readonly detail?: string;
  /** Resolves with the reason when it stops listening by itself. */
  readonly lost?: Promise<string>;
  close(): Promise<void>;
}

/** Why an address could not be had, and what would change that. */
export interface BindingProblem {
  readonly reason: string;
  remedy(portKey: string): string;
}

/** What is to be bound, and how. */
export interface BindingOptions<Listener extends Bound> {
  /** As the start-up table names it. */
  readonly name: string;
  /** The configuration key of the port, for the remedy. */
  readonly portKey: string;
  /** How an address is written, `port` being the one it got; `host:port` by default. */
  readonly place?: (address: Address, port: number) => string;
  /** By the system's code, in place of what is said of an address and port; `''` for all others. */
  readonly problems?: Readonly<Record<string, BindingProblem>>;
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

const hostKey = (portKey: string) => portKey.replace(/port$/, 'host');

const unknownName: BindingProblem = {
  reason: 'has a name that is not found',
  remedy: portKey => `set ${hostKey(portKey)} to an address of this host, or one of its names`,
};

/** By the system's code. */
const usualProblems: Readonly<Record<string, BindingProblem>> = {
  EADDRINUSE: {
    reason: 'is in use by another process',
    remedy: portKey => `end that process, or set ${portKey} to a free port`,
  },
  EACCES: { reason: 'may only be opened by root', remedy: portKey => `set ${portKey} to a port above 1023` },
  EADDRNOTAVAIL: {
    reason: 'is not an address of this host',
    remedy: portKey => `set ${hostKey(portKey)} to an address of this host`,
  },
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
};

/** Binds `address`, and while that fails tries again every five seconds: a busy port must not keep the rest from running. */
export async function createBinding<Listener extends Bound>(
  options: BindingOptions<Listener>,
  address: Address,
): Promise<Binding<Listener>> {
  const { name, portKey, clock, logger, bind, problems = usualProblems } = options;
  const place = options.place ?? (({ host }, port) => `${isIPv6(host) ? `[${host}]` : host}:${port}`);
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
      hold(outcome.value, target);
      if (problem) logger.info(`${name}: listening on ${place(target, outcome.value.port)} now`);
      problem = undefined;
      if (!inTheWay) await previous?.listener.close();
      return;
    }
    noteProblem(target, outcome.reason);
    cancelRetry = clock.at(clock.now() + retryInterval, () => void attempt());
    if (!inTheWay) return;
    outcome = await bind(previous.address);
    if (outcome.ok) hold(outcome.value, previous.address);
  }

  function hold(listener: Listener, address: Address): void {
    bound = { listener, address };
    const since = clock.now();
    void listener.lost?.then(reason => lose(listener, since, reason));
  }

  /** Binds again what stopped by itself: at once, but for one that does not last. */
  async function lose(listener: Listener, since: number, reason: string): Promise<void> {
    if (closed || bound?.listener !== listener) return;
    const { address } = bound;
    const detail = `${place(address, listener.port)} is listened on no more: ${reason}`;
    logger.warn(`${name}: ${detail}`);
    problem = { detail, remedy: `it is tried again every ${retryInterval / 1000} s` };
    await release();
    if (closed || address !== wanted) return;
    if (clock.now() - since >= retryInterval) await attempt();
    else cancelRetry = clock.at(clock.now() + retryInterval, () => void attempt());
  }

  function noteProblem(target: Address, { code = '', message }: NodeJS.ErrnoException): void {
    const known = problems[code] ?? problems[''];
    const reason = problems[code]?.reason ?? `cannot be opened: ${message}`;
    const detail = `${place(target, target.port)} ${reason}`;
    if (detail !== problem?.detail) logger.warn(`${name}: ${detail}; trying again every ${retryInterval / 1000} s`);
    problem = { detail, remedy: known?.remedy(portKey) ?? `set ${portKey} to another port` };
  }

  async function release(): Promise<void> {
    const previous = bound;
    bound = undefined;
    await previous?.listener.close();
  }

  /** Where it listens, and what else there is to say. */
  function describe(): string {
    const where = `listens on ${place(wanted, bound?.listener.port ?? wanted.port)}`;
    const detail = bound?.listener.detail;
    return detail ? `${where}, ${detail}` : where;
  }

  await attempt();
  return {
    current: () => bound?.listener,
    part: () => (problem ? { name, state: 'down', ...problem } : { name, state: 'ok', detail: describe() }),
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

const sameAddress = (a: Address, b: Address) => a.host === b.host && a.port === b.port && a.variant === b.variant;
