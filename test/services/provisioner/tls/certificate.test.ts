import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readTls } from '../../../../services/provisioner/tls/certificate.ts';
import { scratchDirectory } from '../../../support/scratch.ts';
import { withoutRoot } from '../../../support/without-root.ts';

const directory = fileURLToPath(new URL('../../../fixtures/tls', import.meta.url));
const now = Date.UTC(2026, 0, 1);
const [tls_certificate, tls_key] = ['site.pem', 'site.key'];
const site = { tls_certificate, tls_key, directory, now };
const at = (name: string) => join(directory, name);

test('a certificate and its key, relative to the configuration', async () => {
  assert.deepEqual(await readTls(site), {
    state: 'done',
    value: { certificate: await readFile(at('site.pem')), key: await readFile(at('site.key')) },
    text: 'certificate "CN=metrics.example.org", valid to Jan  1 00:00:00 2120 GMT',
  });
});

test('none configured', async () => {
  assert.deepEqual(await readTls({ directory, now }), {
    state: 'done',
    value: undefined,
    text: 'none configured: plain HTTP',
  });
});

const bad: [what: string, options: Partial<typeof site>, reason: string][] = [
  [
    'a file that is not there',
    { tls_certificate: 'none.pem' },
    `front.tls_certificate (${at('none.pem')}) cannot be read (ENOENT): give the path of a PEM file that the provisioner's container has, beside tidegauge.yaml or mounted; nginx stays as it was`,
  ],
  [
    'a directory',
    { tls_key: '.' },
    `front.tls_key (${directory}) cannot be read (EISDIR): give the path of a PEM file that the provisioner's container has, beside tidegauge.yaml or mounted; nginx stays as it was`,
  ],
  [
    'something else',
    { tls_certificate: 'README.md' },
    `front.tls_certificate (${at('README.md')}) is no PEM file of such a kind: see that it begins with -----BEGIN CERTIFICATE-----; nginx stays as it was`,
  ],
  [
    'the certificate in place of the key',
    { tls_key: 'site.pem' },
    `front.tls_key (${at('site.pem')}) is no PEM file of such a kind: see that it begins with -----BEGIN PRIVATE KEY-----; nginx stays as it was`,
  ],
  [
    'a key with a passphrase',
    { tls_key: 'site-encrypted.key' },
    `front.tls_key (${at('site-encrypted.key')}) asks for a passphrase: take it off with openssl pkey -in KEY -out NEW_KEY; nginx stays as it was`,
  ],
  [
    'an expired certificate',
    { now: Date.UTC(2120, 0, 2) },
    `front.tls_certificate (${at('site.pem')}) is expired since Jan  1 00:00:00 2120 GMT: have it renewed; nginx stays as it was`,
  ],
  [
    'a certificate of the future',
    { now: Date.UTC(2019, 0, 1) },
    `front.tls_certificate (${at('site.pem')}) is valid only from Jan  1 00:00:00 2020 GMT on: see the clock of this host, or wait; nginx stays as it was`,
  ],
];
for (const [what, options, reason] of bad)
  test(what, async () => {
    assert.deepEqual(await readTls({ ...site, ...options }), { state: 'failed', reason });
  });

test("another certificate's key", async t => {
  const key = join(await scratchDirectory(t), 'other.key');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  assert.deepEqual(await readTls({ ...site, tls_key: key }), {
    state: 'failed',
    reason: `front.tls_key (${key}) is not the key of front.tls_certificate (${at('site.pem')}), whose first certificate must be the site's own: give the two that belong together; nginx stays as it was`,
  });
});

test('a key that may not be read', async t => {
  const key = join(await scratchDirectory(t), 'site.key');
  await writeFile(key, await readFile(at('site.key')), { mode: 0 });
  await withoutRoot(async () => {
    const read = await readTls({ ...site, tls_key: key });
    assert.ok(read.state === 'failed');
    assert.match(read.reason, /^front\.tls_key \(.*\) cannot be read \(EACCES\): /);
  });
});
