import { createCaddyReader } from './caddy.ts';
import { createCombinedReader } from './combined.ts';
import { createEnvoyReader } from './envoy.ts';
import type { Format } from './format.ts';
import { createHaproxyReader } from './haproxy.ts';
import { createJsonReader } from './json.ts';
import { createJsonAccessReader } from './json-access.ts';
import { createKlogReader } from './klog.ts';
import { createLog4jReader } from './log4j.ts';
import { createLogfmtReader } from './logfmt.ts';
import { createMysqlSlowReader } from './mysql-slow.ts';
import { createNginxErrorReader } from './nginx-error.ts';
import { createPostgresqlReader } from './postgresql.ts';
import { createPythonReader } from './python.ts';
import { createRedisReader } from './redis.ts';
import { createSyslogReader } from './syslog.ts';

/** Of a line that may begin with anything. */
const anything = '\\s\\S';

/** The formats that a line by itself, or the message of a line of syslog, may be in. */
const messageFormats: readonly Format[] = [
  { name: 'json access', begins: '{', timed: false, first: true, createReader: createJsonAccessReader },
  { name: 'json', begins: '{', timed: false, createReader: createJsonReader },
  { name: 'nginx error', begins: '0-9', timed: false, createReader: createNginxErrorReader },
  { name: 'caddy', begins: '0-9', timed: false, createReader: createCaddyReader },
  { name: 'redis', begins: '0-9', timed: false, createReader: createRedisReader },
  { name: 'log4j', begins: '', timed: true, createReader: createLog4jReader },
  { name: 'python', begins: 'A-Z', timed: true, createReader: createPythonReader },
  { name: 'postgresql', begins: '', timed: true, createReader: createPostgresqlReader },
  { name: 'envoy', begins: '', timed: true, quoted: true, createReader: createEnvoyReader },
  { name: 'mysql slow', begins: '#', timed: false, createReader: createMysqlSlowReader },
  { name: 'klog', begins: 'IWEF', timed: false, createReader: createKlogReader },
  { name: 'logfmt', begins: 'A-Za-z', timed: false, createReader: createLogfmtReader },
  { name: 'haproxy', begins: '0-9a-f:u', timed: false, createReader: createHaproxyReader },
  { name: 'combined', begins: anything, timed: true, quoted: true, createReader: createCombinedReader },
];

/** Every format that is known. A line that is in none of them is plain text. */
export const formats: readonly Format[] = [
  {
    name: 'syslog',
    begins: '<ADFJMNOS',
    timed: true,
    first: true,
    createReader: tally => createSyslogReader(tally, messageFormats),
  },
  ...messageFormats,
];
