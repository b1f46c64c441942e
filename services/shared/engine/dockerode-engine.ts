import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Docker from 'dockerode';
import split2 from 'split2';
import type { Logger } from '../logging/logger.ts';
import { quote } from '../logging/quote.ts';
import { failure, success } from '../outcome.ts';
import { type EngineAddress, parseEngineAddress } from './address.ts';
import type { Container, ContainerEvent } from './container.ts';
import type { Engine } from './engine.ts';
import { containerEventOf } from './event-message.ts';
import { containerOf } from './inspection.ts';
import { probe, unreachable } from './probe.ts';
import { withTimeLimit } from './time-limit.ts';

/** Where the engine is, and where to say what it answered amiss. */
export interface EngineOptions {
  /** The path of a socket, or an address with unix://, http:// or https://. */
  readonly address: string;
  readonly logger: Logger;
}

/** How long the engine may take to answer, in milliseconds; a busy one takes its time over an inspection. */
const timeLimits = { check: 3000, request: 10_000 };

/** Inspections under way at one time while all containers are listed. */
const inspectionsAtOnce = 4;

/** A longer event is left out, not cut: its attributes hold all labels of a container. */
const lineLimits = { maxLength: 1_048_576, skipOverflow: true };

/** As it is; its type declaration lags behind. */
type AbortableVersion = (options: { abortSignal: AbortSignal }) => Promise<Docker.DockerVersion>;

/** What is asked of the event stream: health checks alone would otherwise send three exec events each. */
const actions = [
  ...['create', 'start', 'restart', 'pause', 'unpause', 'rename'],
  ...['kill', 'oom', 'die', 'stop', 'destroy', 'health_status'],
];

/** An {@link Engine} that asks through dockerode. */
export function createEngine({ address, logger }: EngineOptions): Engine {
  return new DockerodeEngine(parseEngineAddress(address), logger);
}

class DockerodeEngine implements Engine {
  readonly #address: EngineAddress;
  readonly #logger: Logger;
  #docker: Promise<Docker> | undefined;

  constructor(address: EngineAddress, logger: Logger) {
    this.#address = address;
    this.#logger = logger;
  }

  async check(stopping?: AbortSignal) {
    const reached = await probe(this.#address, timeLimits.check, stopping);
    if (!reached.ok) return reached;
    const amiss = (why: string) =>
      failure(unreachable(this.#address, why, 'check that containers.engine is where a Docker engine answers'));
    try {
      const docker = await this.#client();
      const { Version } = await withTimeLimit(
        'its version',
        timeLimits.check,
        abortSignal => (docker.version as AbortableVersion).call(docker, { abortSignal }),
        stopping,
      );
      return typeof Version === 'string' ? success(Version) : amiss('something else answers');
    } catch (error) {
      return amiss(messageOf(error));
    }
  }

  async list(stopping?: AbortSignal) {
    const docker = await this.#client();
    const summaries = await withTimeLimit(
      'the list of containers',
      timeLimits.request,
      abortSignal => docker.listContainers({ all: true, abortSignal }),
      stopping,
    );
    const containers: Container[] = [];
    const ids = summaries.values();
    const work = async () => {
      for (const { Id } of ids) {
        const container = await this.#inspectListed(Id, stopping);
        if (container) containers.push(container);
      }
    };
    await Promise.all(Array.from({ length: inspectionsAtOnce }, work));
    return containers;
  }

  async inspect(id: string, stopping?: AbortSignal) {
    const docker = await this.#client();
    try {
      return containerOf(
        await withTimeLimit(
          'the inspection of a container',
          timeLimits.request,
          abortSignal => docker.getContainer(id).inspect({ abortSignal }),
          stopping,
        ),
      );
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async events(since: number, onEvent: (event: ContainerEvent) => void, signal: AbortSignal) {
    const docker = await this.#client();
    try {
      const stream = await withTimeLimit(
        'the event stream',
        timeLimits.request,
        abortSignal =>
          docker.getEvents({ since: since / 1000, filters: { type: ['container'], event: actions }, abortSignal }),
        signal,
      );
      const lines = split2(line => this.#eventOf(line), lineLimits);
      await pipeline(
        stream,
        lines,
        async events => {
          for await (const event of events) onEvent(event);
        },
        { signal },
      );
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async logs(id: string, since: number) {
    const docker = await this.#client();
    const stream = await withTimeLimit('the log of a container', timeLimits.request, abortSignal =>
      docker.getContainer(id).logs({
        follow: true,
        stdout: true,
        stderr: true,
        timestamps: true,
        since: since / 1000,
        abortSignal,
      }),
    );
    return stream as Readable;
  }

  /** One container that the engine itself cannot make sense of must not hide all others. */
  async #inspectListed(id: string, stopping?: AbortSignal): Promise<Container | undefined> {
    try {
      return await this.inspect(id, stopping);
    } catch (error) {
      if (statusOf(error) === undefined) throw error;
      this.#logger.warn(`container ${id} is left out: ${messageOf(error)}`);
      return undefined;
    }
  }

  #eventOf(line: string) {
    if (line === '') return undefined;
    try {
      return containerEventOf(JSON.parse(line));
    } catch {
      this.#logger.warn(`the engine sent an event that is not JSON: ${quote(line)}`);
      return undefined;
    }
  }

  /** dockerode costs 22 MB of memory: it is loaded when there is an engine to ask. */
  #client(): Promise<Docker> {
    this.#docker ??= import('dockerode').then(({ default: Client }) => new Client(clientOptions(this.#address)));
    return this.#docker;
  }
}

/** All are given: dockerode fills what is left out from DOCKER_HOST and its like, which are not ours. */
function clientOptions(address: EngineAddress): Docker.DockerOptions {
  const none = { socketPath: undefined, host: undefined, port: undefined, timeout: undefined };
  return { protocol: 'http', ...none, ...address };
}

/** The HTTP status, where the engine did answer. */
function statusOf(error: unknown): number | undefined {
  return (error as { statusCode?: number }).statusCode;
}

function messageOf(error: unknown): string {
  return quote(error instanceof Error ? error.message.trim() : String(error));
}
