import { randomBytes } from 'node:crypto';
import Docker from 'dockerode';
import { engineSocket } from './requires.ts';

/** The container that a test wants. */
export interface TestContainerOptions {
  /** One that is there already: nothing is pulled. */
  readonly image: string;
  /** The image's own without it. */
  readonly command?: readonly string[];
  readonly hostConfig?: Docker.HostConfig;
  readonly labels?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
}

/** A container of a test, on the real engine. */
export interface TestContainer {
  readonly id: string;
  readonly name: string;
  /** dockerode's, for all that is not here. */
  readonly container: Docker.Container;
  start(): Promise<void>;
  /** Kills it at once. */
  stop(): Promise<void>;
  /** Kills it at once and starts it anew. */
  restart(): Promise<void>;
  /** Its exit code, once it has ended. */
  wait(): Promise<number>;
  /** Of its first process, as the host sees it. */
  pid(): Promise<number>;
  /** Runs a command inside, to its end. */
  exec(command: readonly string[]): Promise<void>;
  /** Kills and removes it; nothing when it is gone already. */
  remove(): Promise<void>;
}

/** A test, for what has to be done when it is over. */
export interface Afterwards {
  after(clean: () => Promise<void>): void;
}

/** An engine client of the tests' own, at the socket whatever DOCKER_HOST says. */
export const docker = new Docker({ socketPath: engineSocket, host: undefined, protocol: 'http' });

/** Creates a container without starting it; it is removed when `test` is over, or by {@link TestContainer.remove}. */
export async function createContainer(options: TestContainerOptions, test?: Afterwards): Promise<TestContainer> {
  const name = `tidegauge-test-${randomBytes(4).toString('hex')}`;
  const container = await docker.createContainer({
    name,
    Image: options.image,
    ...(options.command && { Cmd: [...options.command] }),
    Labels: { 'tidegauge-test': 'container', ...options.labels },
    Tty: options.tty ?? false,
    ...(options.hostConfig && { HostConfig: options.hostConfig }),
  });
  const remove = async () => {
    try {
      await container.remove({ force: true, v: true });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  };
  test?.after(remove);
  return {
    id: container.id,
    name,
    container,
    start: async () => void (await container.start()),
    stop: async () => void (await container.stop({ t: 0 })),
    restart: async () => void (await container.restart({ t: 0 })),
    wait: async () => (await container.wait()).StatusCode,
    pid: async () => (await container.inspect()).State.Pid,
    exec: command => exec(container, command),
    remove,
  };
}

/** The same, started. */
export async function runContainer(options: TestContainerOptions, test?: Afterwards): Promise<TestContainer> {
  const created = await createContainer(options, test);
  await created.start();
  return created;
}

async function exec(container: Docker.Container, command: readonly string[]): Promise<void> {
  const run = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const output = await run.start({});
  output.resume();
  await new Promise((resolve, reject) => output.on('end', resolve).on('error', reject));
}

/** 404: removed already; 409: the engine is just removing it. */
function isGone(error: unknown): boolean {
  const status = (error as { statusCode?: number }).statusCode;
  return status === 404 || status === 409;
}
