import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLevel } from '../../../../services/log-tailer/formats/plain.ts';
import type { Level } from '../../../../services/shared/levels.ts';
import { within } from './within.ts';

/** Lines as the programs write them. */
const lines: Readonly<Record<string, readonly (readonly [expected: Level, line: string])[]>> = {
  'a syslog priority or a glog head at the beginning': [
    ['error', '<3>usb 1-1: device descriptor read/64'],
    ['fatal', '<34>Oct 11 22:14:15 mymachine su: failed for lonvick'],
    ['info', '<165>1 2026-11-20T19:14:00Z host app - ID47 - started'],
    ['debug', '<191>verbose'],
    ['unknown', '<192>too large to be a priority'],
    ['unknown', '<>'],
    ['unknown', '<3'],
    ['unknown', '<p>three</p>'],
    ['error', 'E0102 12:34:56.789012       1 reflector.go:138] Failed to watch *v1.Pod'],
    ['info', 'I1120 19:14:00.000000 1 main.go:1] Error: count=0'],
    ['warn', 'W0102 12:34:56.789012 1 x.go:1] x'],
    ['fatal', 'F0102 12:34:56.789012 1 x.go:1] x'],
    ['unknown', 'E2E4 is how the game began'],
    ['unknown', 'E0102 and so on'],
  ],
  'the value of a key': [
    ['info', 'time="2026-11-20T19:14:00Z" level=info msg="error count is 0"'],
    ['warn', 'time="2026-11-20T19:14:00.1Z" level=warning msg="reference for unknown type" digest=sha256:1'],
    ['error', 'ts=2026-11-20T19:14:00Z caller=main.go:1 level=error err="open /x: no such file"'],
    ['debug', 'ts=1 lvl=dbug msg=x'],
    ['error', 'ts=1 LogLevel="ERROR" msg=x'],
    ['warn', 'severity=4 msg=x'],
    ['error', 'Nov 20 19:14:00 host app[1]: {"time":1,"level":50,"msg":"x"}'],
    ['warn', 'app: {"severity": "WARNING"}'],
    ['unknown', 'water level=high'],
    ['unknown', 'level='],
    ['unknown', 'the level of the lake is low'],
  ],
  'a name in capitals': [
    ['error', '2026-11-20 19:14:00,123 [main] ERROR com.acme.Foo - went wrong'],
    ['info', '2026-11-20 19:14:00,123 [main] INFO  com.acme.ErrorHandler - ERROR handling ready'],
    ['warn', '2026-11-20 19:14:00,123 - root - WARNING - disk is nearly full'],
    ['error', 'ERROR:root:something'],
    ['error', 'E, [2026-11-20T19:14:00.000 #1] ERROR -- : something'],
    ['info', '[2026-11-20T19:14:00,000][INFO ][o.e.n.Node] [x] started'],
    ['warn', '[19:14:00 WRN] Serilog'],
    ['info', '2026-11-20T19:14:00Z INF zerolog count=1'],
    ['error', '[2026-11-20T19:14:00Z ERROR crate::module] env_logger'],
    ['info', '\u001b[2m2026-11-20T19:14:00Z\u001b[0m \u001b[32m INFO\u001b[0m app: tracing'],
    ['debug', '2026-11-20 19:14:00.1 | DEBUG    | mod:fn:1 - loguru'],
    ['error', '[2026-11-20 19:14:00] production.ERROR: Monolog'],
    ['fatal', '2026-11-20 19:14:00 UTC [1] FATAL:  password authentication failed for user "x"'],
    ['info', '2026-11-20 19:14:00 UTC [1] LOG:  checkpoint starting: time'],
    ['fatal', '2026-11-20 19:14:00 UTC [1] PANIC:  could not write'],
    ['error', 'SEVERE: Servlet.service() threw exception'],
    ['trace', '19:14:00.000 TRACE o.a.Client'],
    ['error', 'npm ERR! code ELIFECYCLE'],
    ['unknown', 'GET /ERROR HTTP/1.1'],
    ['unknown', 'wrote ERROR.log'],
    ['unknown', 'DEBUG=true PATH=/bin'],
    ['unknown', 'state=ERROR'],
    ['unknown', 'ERROR_LOG is not set'],
    ['unknown', 'see E-ERROR-42'],
    ['unknown', 'LOG FILE OPENED, ALL IS FINE'],
  ],
  'a name in brackets': [
    ['error', '2026/11/20 19:14:00 [error] 31#31: *1 open() "/usr/share/nginx/html/x" failed'],
    ['info', '2026/11/20 19:14:00 [notice] 1#1: nginx/1.28.0'],
    ['fatal', '2026/11/20 19:14:00 [emerg] 1#1: bind() to 0.0.0.0:80 failed'],
    ['error', '[Fri Nov 20 19:14:00.123456 2026] [core:error] [pid 1] AH00082'],
    ['warn', '2026-11-20T19:14:00.000000Z 0 [Warning] [MY-010068] [Server] CA certificate is self signed'],
    ['info', '2026-11-20  0:00:00 0 [Note] mysqld: ready for connections.'],
    ['info', '19:14:00.000 [info] Running MyApp.Endpoint'],
    ['error', '2026-11-20|error|x'],
    ['unknown', 'the list [errors] is empty'],
    ['unknown', 'array[error_count]'],
  ],
  'a name with a colon': [
    ['error', 'Nov 20 19:14:00 host sshd[1]: error: kex_exchange_identification: Connection closed'],
    ['warn', 'Nov 20 19:14:00 host postfix/smtpd[1]: warning: hostname x does not resolve'],
    ['info', 'info: Microsoft.Hosting.Lifetime[0]'],
    ['error', 'fail: Microsoft.AspNetCore.Server.Kestrel[13]'],
    ['warn', 'Warning: the file is old'],
    ['warn', '2026-11-20 19:14:00 warn: x'],
    ['fatal', 'kernel: [12.3] Critical: temperature'],
    ['unknown', 'the last error: none'],
    ['unknown', 'no problem, error: none'],
    ['unknown', 'error:0'],
    ['unknown', 'note that the log: it was fine'],
  ],
  'no severity': [
    ['unknown', ''],
    ['unknown', 'errors=0 warnings=0'],
    ['unknown', 'error=0'],
    ['unknown', 'GET https://example.com/error/warn?info=1'],
    ['unknown', '/var/log/error.log rotated'],
    ['unknown', 'there was an error in the warning'],
    ['unknown', 'Nov 20 19:14:00 host CRON[1]: (root) CMD (run-parts /etc/cron.hourly)'],
    ['unknown', 'java.lang.NullPointerException'],
    ['unknown', `${'x'.repeat(200)} ERROR too far behind`],
    ['unknown', '\u001b['],
    ['unknown', 'Прошло error'],
    ['unknown', 'éERROR'],
  ],
};

for (const [what, table] of Object.entries(lines)) {
  test(`the severity of plain text: ${what}`, () => {
    const found = table.map(([, line]) => [within(line, plainLevel), line]);
    assert.deepEqual(found, table);
  });
}
