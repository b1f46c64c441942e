import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { quote } from '../../shared/logging/quote.ts';
import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { codeOf } from '../files/explain.ts';
import { done, failed, type StepOutcome } from '../step.ts';

/** The two files as nginx is to read them. */
export interface Tls {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

/** Section `front`, and where its relative paths start. */
export interface TlsOptions {
  readonly tls_certificate?: string | undefined;
  readonly tls_key?: string | undefined;
  readonly directory: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

const rest = 'nginx stays as it was';

/** Reads the configured certificate and key, and checks all that would keep nginx or a browser from taking them. */
export async function readTls(options: TlsOptions): Promise<StepOutcome<Tls | undefined>> {
  const { tls_certificate, tls_key, directory, now } = options;
  if (tls_certificate === undefined || tls_key === undefined) return done(undefined, 'none configured: plain HTTP');
  const [certificatePath, keyPath] = [resolve(directory, tls_certificate), resolve(directory, tls_key)];
  const certificate = await readPem('front.tls_certificate', certificatePath, bytes => new X509Certificate(bytes));
  if (!certificate.ok) return failed(certificate.reason);
  const key = await readPem('front.tls_key', keyPath, createPrivateKey);
  if (!key.ok) return failed(key.reason);
  const fault = faultOf(certificate.value.parsed, key.value.parsed, now);
  if (fault) return failed(fault(certificatePath, keyPath));
  const { subject, validTo } = certificate.value.parsed;
  return done(
    { certificate: certificate.value.bytes, key: key.value.bytes },
    `certificate ${quote(subject.replaceAll('\n', ', '))}, valid to ${validTo}`,
  );
}

interface Pem<Parsed> {
  readonly bytes: Buffer;
  readonly parsed: Parsed;
}

async function readPem<Parsed>(
  key: string,
  path: string,
  parse: (bytes: Buffer) => Parsed,
): Promise<Outcome<Pem<Parsed>>> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return failure(
      `${key} (${path}) cannot be read (${codeOf(error)}): give the path of a PEM file that the provisioner's container has, beside tidegauge.yaml or mounted; ${rest}`,
    );
  }
  try {
    // Node takes the binary form of a certificate too, nginx does not.
    if (!bytes.includes('-----BEGIN ')) throw new Error('no PEM');
    return success({ bytes, parsed: parse(bytes) });
  } catch (error) {
    const encrypted = key === 'front.tls_key' && /passphrase|ENCRYPTED/i.test(`${error}${bytes.toString('latin1')}`);
    const [what, remedy] = encrypted
      ? ['asks for a passphrase', 'take it off with openssl pkey -in KEY -out NEW_KEY']
      : [
          'is no PEM file of such a kind',
          `see that it begins with -----BEGIN ${key.endsWith('key') ? 'PRIVATE KEY' : 'CERTIFICATE'}-----`,
        ];
    return failure(`${key} (${path}) ${what}: ${remedy}; ${rest}`);
  }
}

type Fault = (certificatePath: string, keyPath: string) => string;

function faultOf(certificate: X509Certificate, key: KeyObject, now: number): Fault | undefined {
  if (!certificate.checkPrivateKey(key))
    return (certificatePath, keyPath) =>
      `front.tls_key (${keyPath}) is not the key of front.tls_certificate (${certificatePath}), whose first certificate must be the site's own: give the two that belong together; ${rest}`;
  if (Date.parse(certificate.validTo) < now)
    return path => `front.tls_certificate (${path}) is expired since ${certificate.validTo}: have it renewed; ${rest}`;
  if (Date.parse(certificate.validFrom) > now)
    return path =>
      `front.tls_certificate (${path}) is valid only from ${certificate.validFrom} on: see the clock of this host, or wait; ${rest}`;
  return undefined;
}
