import { httpDirectives, mainDirectives } from './base.ts';
import { type Directive, quoted, quotedPattern, renderConfiguration } from './directives.ts';
import { passedRequests } from './gateway-requests.ts';

/** Where the engine's socket is mounted. */
const engineSocket = '/var/run/docker.sock';
/** Where collectors ask. */
const port = 2375;
/** On the loopback, for the container's own check. */
const healthPort = 2376;
/** Every log that is followed takes two. */
const connections = 4096;

/** As the engine tells an error, so that its clients show it. */
const message = (text: string) => quoted(JSON.stringify({ message: text }));

/** The configuration of the nginx before the engine's socket. It passes GETs of an allow-list and refuses the rest with 403. */
export function renderGateway(): string {
  return renderConfiguration([
    // The socket is root's. Without CAP_SETGID nginx says once that initgroups failed; nothing depends on that.
    ['user', 'root'],
    ...mainDirectives(connections),
    // Streams have no end of their own that a stop could wait for.
    ['worker_shutdown_timeout', '1s'],
    [
      'http',
      '',
      [
        ...httpDirectives,
        ['default_type', 'application/json'],
        ['client_header_timeout', '10s'],
        ...decision,
        ['upstream', 'engine', [['server', `unix:${engineSocket}`]]],
        ['server', '', health],
        ['server', '', gateway],
      ],
    ],
  ]);
}

/** `$passes` is 1 for a request line of the allow-list that comes without a body and asks for no other protocol. */
const decision: readonly Directive[] = [
  [
    'map',
    '$request $line_passes',
    [
      ['default', '0'],
      [quotedPattern(`~${passedRequests}`), '1'],
    ],
  ],
  [
    'map',
    '$line_passes:$http_content_length:$http_transfer_encoding:$http_upgrade $passes',
    [
      ['default', '0'],
      ['~^1:0?::$', '1'],
    ],
  ],
];

/** Whether the engine answers; the container asks that so often that it is kept out of the count of API calls. */
const health: readonly Directive[] = [
  ['listen', `127.0.0.1:${healthPort}`],
  ['access_log', 'off'],
  ['location', '= /healthz', [['proxy_pass', 'http://engine/_ping']]],
];

const gateway: readonly Directive[] = [
  ['listen', String(port)],
  // Before any location, so that how nginx reads the path decides nothing.
  ['if', '($passes = 0)', [['return', `403 ${message('the gateway passes only GETs that collectors use')}`]]],
  [
    'location',
    '/',
    [
      // Without a URI: the path goes on as it came.
      ['proxy_pass', 'http://engine'],
      ['proxy_http_version', '1.1'],
      ['proxy_pass_request_headers', 'off'],
      ['proxy_pass_request_body', 'off'],
      ['proxy_set_header', 'Host docker'],
      ['proxy_buffering', 'off'],
      ['proxy_connect_timeout', '3s'],
      // A quiet container's log, and a reader that waits for its own server, are no failures.
      ['proxy_read_timeout', '7d'],
      ['send_timeout', '1h'],
      ['error_page', '502 504 = @silent'],
    ],
  ],
  ['location', '@silent', [['return', `502 ${message('no Docker engine answers behind the gateway')}`]]],
];
