import type { Directive } from './directives.ts';

/** Where everything that nginx writes lies: the only directory of a read-only container that it can write to. */
const scratch = '/tmp';

/** What stands before `http` in every configuration. `connections` counts those to clients and to upstreams. */
export const mainDirectives = (connections: number): readonly Directive[] => [
  ['worker_processes', '1'],
  // Raises the soft limit, which some engines leave at 1024; the hard one allows it.
  ['worker_rlimit_nofile', String(2 * connections)],
  ['pid', `${scratch}/nginx.pid`],
  // By the descriptor, not as /dev/stderr: that need not be openable for the user nginx runs as.
  ['error_log', 'stderr warn'],
  ['events', '', [['worker_connections', String(connections)]]],
];

/**
 * The beginning of every `http`: the access log in the format that docs/metrics.md asks for (combined, and the time),
 * temporary files, nothing told of the version.
 */
export const httpDirectives: readonly Directive[] = [
  [
    'log_format',
    'timed \'$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" $request_time\'',
  ],
  ['access_log', '/dev/stdout timed'],
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind): Directive => [`${kind}_temp_path`, `${scratch}/${kind}`],
  ),
  ['server_tokens', 'off'],
];

/** Answers a container's own health check, which is not worth a line in the log. */
export const healthLocation: Directive = [
  'location',
  '= /healthz',
  [
    ['access_log', 'off'],
    ['default_type', 'text/plain'],
    ['return', '200 "ok\\n"'],
  ],
];
