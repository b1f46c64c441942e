import { readFile } from 'node:fs/promises';
import type { HandOut } from './files/hand-out.ts';
import type { Stale } from './files/stale.ts';
import { renderFront } from './nginx/front.ts';
import { renderGateway } from './nginx/gateway.ts';
import type { StepOutcome } from './step.ts';
import type { Tls } from './tls/certificate.ts';

/** What the front is configured by. */
export interface FrontOptions {
  /** The origin that browsers see. */
  readonly url: string;
  /** By which a machine gets past Grafana's login. */
  readonly apiToken: string;
  /** Undefined: plain HTTP. */
  readonly tls: Tls | undefined;
}

/** What runs nginx in its container, and checks its health there; after the configuration, which it reads. */
async function scripts(): Promise<[name: string, content: Buffer][]> {
  const names = ['probe.sh', 'serve.sh'];
  const contents = names.map(name => readFile(new URL(`nginx/scripts/${name}`, import.meta.url)));
  return (await Promise.all(contents)).map((content, index) => [names[index]!, content]);
}

/** The key and certificate of former times. */
const stale: Stale = { directory: 'tls', pattern: /\.pem$/ };

/**
 * Gives the front its configuration, the certificate and key it names, and the API token, where a person can print it.
 * What the configuration names comes before it, and what it no longer names goes after it.
 */
export async function handOutFront(
  handOut: HandOut,
  { url, apiToken, tls }: FrontOptions,
): Promise<StepOutcome<string[]>> {
  const files = new Map<string, string | Buffer>([['api-token', apiToken]]);
  if (tls) files.set('tls/certificate.pem', tls.certificate).set('tls/key.pem', tls.key);
  files.set('nginx.conf', renderFront({ url, tls: tls !== undefined, apiToken }));
  for (const [name, content] of await scripts()) files.set(name, content);
  return handOut.step('front', files, stale);
}

/** Gives the gateway before the engine's socket its configuration. */
export async function handOutGateway(handOut: HandOut): Promise<StepOutcome<string[]>> {
  return handOut.step(
    'gateway',
    new Map<string, string | Buffer>([['nginx.conf', renderGateway()], ...(await scripts())]),
  );
}
