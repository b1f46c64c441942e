import { z } from 'zod';

const urlError = 'an http or https address of nothing but a host and perhaps a port, without a slash at its end';
const file = z.string().min(1).optional();

/** Whether a URL is an origin: no user name, path, query or fragment. Grafana's path is put behind it as it is. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).href === `${new URL(text).origin}/` && !text.endsWith('/');
}

/** The nginx before Grafana and the live pages, which the provisioner configures. */
export const frontSection = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/, error: urlError })
      .refine(isOrigin, { error: urlError })
      .default('http://localhost')
      .describe('The address in the browser.'),
    tls_certificate: file.describe(
      'PEM file with the certificate, followed by those between it and the authority. A relative path starts where tidegauge.yaml lies.',
    ),
    tls_key: file.describe("PEM file with the certificate's key, without a passphrase. Relative as tls_certificate."),
  })
  .refine(({ tls_certificate, tls_key }) => tls_certificate === undefined || tls_key !== undefined, {
    path: ['tls_key'],
    error: 'given where tls_certificate is',
  })
  .refine(({ tls_certificate, tls_key }) => tls_key === undefined || tls_certificate !== undefined, {
    path: ['tls_certificate'],
    error: 'given where tls_key is',
  })
  .refine(({ url, tls_certificate }) => tls_certificate === undefined || url.startsWith('https:'), {
    path: ['url'],
    error: 'an https address where tls_certificate is given',
  })
  .prefault({})
  .describe('The nginx before Grafana and the live pages.');
