import type { Directive } from './directives.ts';

const directory = '/etc/tidegauge/tls';

/** TLS 1.2 and 1.3, after the intermediate configuration of https://ssl-config.mozilla.org. */
export const tlsDirectives: readonly Directive[] = [
  ['ssl_certificate', `${directory}/certificate.pem`],
  ['ssl_certificate_key', `${directory}/key.pem`],
  ['ssl_protocols', 'TLSv1.2 TLSv1.3'],
  [
    'ssl_ciphers',
    [
      ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
      ...['ECDHE-ECDSA-AES256-GCM-SHA384', 'ECDHE-RSA-AES256-GCM-SHA384'],
      ...['ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
    ].join(':'),
  ],
  ['ssl_prefer_server_ciphers', 'off'],
  ['ssl_session_cache', 'shared:tls:2m'],
  ['ssl_session_timeout', '1d'],
  ['ssl_session_tickets', 'off'],
];
