import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { type FrontConfiguration, renderFront } from '../../../../services/provisioner/nginx/front.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { until } from '../../../support/until.ts';
import { createNetwork, type HardenedContainer, nginxCommand, runHardened } from './hardened-container.ts';
import { request, sendRaw } from './raw-http.ts';

/** A front that runs. */
export interface Front {
  readonly front: HardenedContainer;
  readonly network: string;
  readonly port: number;
  /** By which a machine gets in. */
  readonly token: string;
  /** Answers a GET: status, head and body. */
  get(path: string, ...headers: readonly string[]): Promise<{ status: number | undefined; head: string; body: string }>;
}

/** The front as the stack runs it, alone on a network of its own. */
export async function startFront(t: TestContext, configuration: FrontConfiguration): Promise<Front> {
  const directory = await scratchDirectory(t);
  await chmod(directory, 0o755);
  await writeFile(`${directory}/nginx.conf`, renderFront(configuration), { mode: 0o444 });
  if (configuration.tls) await makeCertificate(`${directory}/tls`);
  const network = await createNetwork(t);
  const front = await runHardened(
    {
      image: 'nginx:1.28',
      command: nginxCommand,
      user: '101',
      ports: [8080, 8443],
      binds: [`${directory}:/etc/tidegauge:ro`],
      network,
    },
    t,
  );
  const port = front.port(8080);
  const get = async (path: string, ...headers: readonly string[]) => {
    const { status, text } = await sendRaw(port, request(`GET ${path} HTTP/1.1`, ...headers));
    const [head = '', ...rest] = text.split('\r\n\r\n');
    return { status, head, body: rest.join('\r\n\r\n') };
  };
  await until(async () => (await get('/healthz').catch(() => undefined))?.status === 200, 'the front').catch(
    async error => {
      throw new Error(`${error.message}: ${await front.output()}`);
    },
  );
  return { front, network, port, token: configuration.apiToken, get };
}

/** A container of that name on the front's network, which answers what it was asked. */
export async function startEcho(
  t: TestContext,
  { network, get, token }: Front,
  name: 'grafana' | 'web',
): Promise<HardenedContainer> {
  const directory = new URL('fixtures', import.meta.url).pathname;
  const container = await runHardened(
    {
      image: 'node:24-bookworm-slim',
      command: ['node', '/fixtures/echo.mjs'],
      user: '1000',
      binds: [`${directory}:/fixtures:ro`],
      network,
      alias: name,
      environment: [`PORT=${name === 'grafana' ? 3000 : 8080}`],
    },
    t,
  );
  const path = name === 'grafana' ? '/grafana/' : '/live/';
  await until(async () => (await get(path, `Authorization: Bearer ${token}`)).status === 200, name);
  return container;
}

async function makeCertificate(directory: string): Promise<void> {
  await mkdir(directory);
  const [certificate, key] = [`${directory}/certificate.pem`, `${directory}/key.pem`];
  const options = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-subj',
    '/CN=metrics.example',
  ];
  execFileSync('openssl', ['req', '-x509', ...options, '-out', certificate, '-keyout', key], { stdio: 'ignore' });
  for (const file of [certificate, key]) await chmod(file, 0o444);
}
