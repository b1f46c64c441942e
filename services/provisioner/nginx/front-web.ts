import { type Directive, quoted, quotedPattern } from './directives.ts';
import { grafanaHeaders } from './front-grafana.ts';
import { ownHeaders } from './front-headers.ts';
import { silentPage } from './page.ts';

const noGrafana = 'Logins are checked by Grafana; it may just be starting. `docker compose logs grafana` says more.';
const noWeb = 'The live pages may just be starting; `docker compose logs web` says more.';

/** Most parameters after the first that a page's address keeps through a login. */
const mostParameters = 5;

/** Who gets past the login, and where the others are sent. */
export const loginMaps = (apiToken: string): readonly Directive[] => [
  // Regular expressions where capitals matter: other values of a map are compared without regard to them.
  choice('$http_authorization $machine', '0', [[`~^[Bb]earer ${apiToken}$`, '1']]),
  choice('$machine $grafana_authorization', '$http_authorization', [['1', '""']]),
  choice('$cookie_theme $theme_cookie', '""', [['~^(light|dark)$', 'theme=$1']]),
  // From the raw address: in the decoded one may be a line's end, which would begin another header.
  choice('$request_uri $live_target', '/live/', [['~^/grafana(/live/.*)$', '$1']]),
  choice('$request_uri $return_to', '/live/', returnTo),
  // A session whose token is due for a change is refused like none: this is where Grafana changes it.
  choice('$cookie_grafana_session $login_page', '/grafana/user/auth-tokens/rotate', [['', '/grafana/login']]),
];

/**
 * The raw address as the value of one parameter: nginx can encode nothing, so each count of `&` is a pattern of its own.
 * One that is no page's as it is written (`//elsewhere/../live/`) is not gone back to.
 */
const returnTo = Array.from({ length: mostParameters + 1 }, (_, count): readonly [string, string] => {
  const parts = Array.from({ length: count + 1 }, (_, index) => index + 1);
  return [
    `~^${parts.map(index => (index === 1 ? '(/live/[^&]*)' : '([^&]*)')).join('&')}$`,
    parts.map(index => `$${index}`).join('%26'),
  ];
});

function choice(what: string, otherwise: string, values: readonly (readonly [string, string])[]): Directive {
  const lines = values.map(([value, result]): Directive => [quotedPattern(value), result]);
  return ['map', what, [['default', otherwise], ...lines]];
}

const html: Directive = ['default_type', quoted('text/html; charset=utf-8')];
const json: Directive = ['default_type', 'application/json'];
const retry: Directive = ['add_header', 'Retry-After 5 always'];
const error = (text: string) => quoted(JSON.stringify({ error: text }));

/** The web service sees neither who asks nor by which secret. */
const toWeb: readonly Directive[] = [
  ['auth_request', '/login-check'],
  ['proxy_pass', 'http://$web'],
  ['proxy_set_header', 'Host web'],
  ['proxy_set_header', 'Authorization ""'],
  ['proxy_set_header', 'Cookie $theme_cookie'],
];

/** The live pages and the API, for whom Grafana knows or who has the API token. */
export const webLocations: readonly Directive[] = [
  ['set', '$web web:8080'],
  ['location', '= /live', [['return', '301 /live/']]],
  [
    'location',
    '/live/',
    [
      ...toWeb,
      ['error_page', '401 403 = @login'],
      // What auth_request makes of anything but yes and no. The web service's own errors are not touched.
      ['error_page', '500 = @no_login'],
      ['error_page', '502 504 = @web_silent'],
    ],
  ],
  [
    'location',
    '/api/',
    [
      ...toWeb,
      ['error_page', '401 403 = @api_login'],
      ['error_page', '500 = @api_no_login'],
      ['error_page', '502 504 = @api_silent'],
    ],
  ],
  [
    'location',
    '= /login-check',
    [
      ['internal'],
      ['if', '($machine)', [['return', '204']]],
      ['proxy_pass', 'http://$grafana/grafana/api/user'],
      ['proxy_method', 'GET'],
      ['proxy_pass_request_body', 'off'],
      // Nothing of the request but who it is from.
      ['proxy_pass_request_headers', 'off'],
      ['proxy_set_header', 'Cookie $http_cookie'],
      ['proxy_read_timeout', '10s'],
      ...grafanaHeaders,
    ],
  ],
  ['location', '@login', [...ownHeaders, ['return', '302 $login_page?redirectTo=$return_to']]],
  [
    'location',
    '@no_login',
    [html, ...ownHeaders, retry, ['return', `503 ${quoted(silentPage('Grafana', noGrafana))}`]],
  ],
  [
    'location',
    '@web_silent',
    [html, ...ownHeaders, retry, ['return', `503 ${quoted(silentPage('The web service', noWeb))}`]],
  ],
  [
    'location',
    '@api_login',
    [
      json,
      ...ownHeaders,
      ['add_header', 'WWW-Authenticate Bearer always'],
      [
        'return',
        `401 ${error('not logged in: log in at /grafana/login, or send Authorization: Bearer with the API token')}`,
      ],
    ],
  ],
  ['location', '@api_no_login', [json, ...ownHeaders, retry, ['return', `503 ${error(noGrafana)}`]]],
  [
    'location',
    '@api_silent',
    [json, ...ownHeaders, retry, ['return', `503 ${error('the web service does not answer')}`]],
  ],
];
