import { type Directive, quoted } from './directives.ts';
import { styleSource } from './page.ts';

/** With TLS browsers keep to it for a year; a header without a value is not sent. */
export const transportSecurityMap: Directive = [
  'map',
  '$scheme $transport_security',
  [
    ['default', '""'],
    ['https', 'max-age=31536000'],
  ],
];

/** Sent with all answers. A location with headers of its own has to repeat it. */
export const transportSecurity: Directive = ['add_header', 'Strict-Transport-Security $transport_security always'];

const policy = `default-src 'none'; style-src ${styleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The headers of what nginx itself answers; Grafana and the live pages send theirs. */
export const ownHeaders: readonly Directive[] = [
  transportSecurity,
  ['add_header', 'X-Content-Type-Options nosniff always'],
  ['add_header', 'X-Frame-Options DENY always'],
  ['add_header', 'Referrer-Policy same-origin always'],
  ['add_header', `Content-Security-Policy ${quoted(policy)} always`],
  ['add_header', 'Cache-Control no-store always'],
];
