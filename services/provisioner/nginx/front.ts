import { healthLocation, httpDirectives, mainDirectives } from './base.ts';
import { type Directive, quoted, quotedPattern, renderConfiguration } from './directives.ts';
import { grafanaLocations } from './front-grafana.ts';
import { ownHeaders, transportSecurity, transportSecurityMap } from './front-headers.ts';
import { limitRules, limits } from './front-limits.ts';
import { tlsDirectives } from './front-tls.ts';
import { loginMaps, webLocations } from './front-web.ts';
import { startPage } from './page.ts';

/** What the front is configured by. */
export interface FrontConfiguration {
  /** The origin that browsers see, such as `https://metrics.example`. */
  readonly url: string;
  /** Whether there are `tls/certificate.pem` and `tls/key.pem` beside the configuration. */
  readonly tls: boolean;
  /** By which a machine gets past the login: letters, digits, `-` and `_`. */
  readonly apiToken: string;
}

const connections = 2048;
const plainPort = '8080';
const tlsPort = '8443';

/** The configuration of the nginx before Grafana and the live pages. It holds the token: only nginx may read it. */
export function renderFront({ url, tls, apiToken }: FrontConfiguration): string {
  if (!/^[\w-]+$/.test(apiToken)) throw new Error('the API token has characters that are none of a token');
  const site: readonly Directive[] = [
    ...(tls ? [['listen', `${tlsPort} ssl`] as const, ...tlsDirectives] : [['listen', plainPort] as const]),
    ...siteDirectives,
  ];
  return renderConfiguration([
    ...mainDirectives(connections),
    // A stop waits no longer for open websockets.
    ['worker_shutdown_timeout', '5s'],
    [
      'http',
      '',
      [
        ...httpDirectives,
        // Asked anew every few seconds: a container that is made again has another address.
        ['resolver', '127.0.0.11 valid=5s ipv6=off'],
        ['resolver_timeout', '3s'],
        ...limits,
        ...loginMaps(apiToken),
        ...upgradeMaps,
        transportSecurityMap,
        ...(tls ? [['server', '', redirect(url)] as const] : []),
        ['server', '', site],
      ],
    ],
  ]);
}

/** Only websockets are let through, no other protocol. */
const upgradeMaps: readonly Directive[] = [
  [
    'map',
    '$http_upgrade $websocket',
    [
      ['default', '""'],
      ['~*^websocket$', 'websocket'],
    ],
  ],
  [
    'map',
    '$websocket $connection_header',
    [
      ['default', '""'],
      ['websocket', 'upgrade'],
    ],
  ],
];

const compression: readonly Directive[] = [
  ['gzip', 'on'],
  ['gzip_proxied', 'any'],
  ['gzip_vary', 'on'],
  ['gzip_types', 'text/css text/javascript application/javascript application/json image/svg+xml'],
];

/** Towards Grafana and the web service alike. */
const proxying: readonly Directive[] = [
  ['proxy_http_version', '1.1'],
  ['proxy_connect_timeout', '3s'],
  ['proxy_read_timeout', '120s'],
  // /tmp is memory: answers wait at their source instead.
  ['proxy_max_temp_file_size', '0'],
];

/** All but the health check goes to where TLS is. */
const redirect = (url: string): readonly Directive[] => [
  ['listen', plainPort],
  healthLocation,
  ['location', '/', [['return', `301 ${quotedPattern(`${new URL(url).origin}$request_uri`)}`]]],
];

/** All that is behind the one address. */
const siteDirectives: readonly Directive[] = [
  ['absolute_redirect', 'off'],
  ['default_type', 'text/plain'],
  ...limitRules,
  ...compression,
  ...proxying,
  transportSecurity,
  healthLocation,
  [
    'location',
    '= /',
    [['default_type', quoted('text/html; charset=utf-8')], ...ownHeaders, ['return', `200 ${quoted(startPage)}`]],
  ],
  ...grafanaLocations,
  ...webLocations,
  ['location', '/', [...ownHeaders, ['return', '404']]],
];
