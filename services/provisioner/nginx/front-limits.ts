import type { Directive } from './directives.ts';

/**
 * How much one address may ask. A page of charts asks a hundred things at once, so the general limit is wide; a
 * password is tried 20 times a minute at most, whether in Grafana's form or as HTTP Basic authentication.
 */
export const limits: readonly Directive[] = [
  ['large_client_header_buffers', '4 16k'],
  ['client_header_timeout', '15s'],
  ['client_body_timeout', '30s'],
  // A dashboard that is saved in Grafana is the largest thing sent.
  ['client_max_body_size', '8m'],
  [
    'map',
    '$request_method:$uri:$http_authorization $password_from',
    [
      // Without a key nothing is limited.
      ['default', '""'],
      ['~^POST:/grafana/login', '$binary_remote_addr'],
      ['~*:basic\\s', '$binary_remote_addr'],
    ],
  ],
  ['limit_req_zone', '$binary_remote_addr zone=general:4m rate=100r/s'],
  ['limit_req_zone', '$password_from zone=passwords:1m rate=20r/m'],
  ['limit_req_status', '429'],
];

/** The limits, applied. */
export const limitRules: readonly Directive[] = [
  ['limit_req', 'zone=general burst=500 nodelay'],
  ['limit_req', 'zone=passwords burst=10 nodelay'],
];
