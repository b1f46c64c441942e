import { type Directive, quoted } from './directives.ts';
import { ownHeaders } from './front-headers.ts';
import { silentPage } from './page.ts';

const silent = silentPage('Grafana', 'It may just be starting; `docker compose logs grafana` says more.');

/** Told to Grafana of a request; the API token is nothing to it. */
export const grafanaHeaders: readonly Directive[] = [
  ['proxy_set_header', 'Host $http_host'],
  ['proxy_set_header', 'X-Real-IP $remote_addr'],
  ['proxy_set_header', 'X-Forwarded-For $remote_addr'],
  ['proxy_set_header', 'X-Forwarded-Proto $scheme'],
  ['proxy_set_header', 'Authorization $grafana_authorization'],
];

/** Grafana below /grafana/, with its live websockets (/grafana/api/live/). */
export const grafanaLocations: readonly Directive[] = [
  // A variable, so that the name is resolved when it is needed and nginx starts without it.
  ['set', '$grafana grafana:3000'],
  ['location', '= /grafana', [['return', '301 /grafana/']]],
  [
    'location',
    '/grafana/',
    [
      ['proxy_pass', 'http://$grafana'],
      ...grafanaHeaders,
      ['proxy_set_header', 'Upgrade $websocket'],
      ['proxy_set_header', 'Connection $connection_header'],
      // Whoever is not logged in yet must not fill the disk with bodies.
      ['proxy_request_buffering', 'off'],
      // The session cookie is for /live/ and /api/ too.
      ['proxy_cookie_path', '~^/grafana/?$ /'],
      ['error_page', '502 504 = @grafana_silent'],
    ],
  ],
  // After a login Grafana puts its own path before the place it returns to.
  ['location', '^~ /grafana/live/', [['return', '302 $live_target']]],
  [
    'location',
    '@grafana_silent',
    [
      ['default_type', quoted('text/html; charset=utf-8')],
      ...ownHeaders,
      ['add_header', 'Retry-After 5 always'],
      ['return', `503 ${quoted(silent)}`],
    ],
  ],
];
