import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJsonReader } from '../../../../services/log-tailer/formats/json.ts';
import type { Level } from '../../../../services/shared/levels.ts';
import { within } from './within.ts';

const levelOf = (line: string) => within(line, createJsonReader());

const loggers: readonly (readonly [logger: string, expected: Level, line: string])[] = [
  ['pino', 'info', '{"level":30,"time":1795201234567,"pid":1,"hostname":"h","msg":"listening"}'],
  ['pino', 'trace', '{"level":10,"msg":"x"}'],
  ['pino', 'debug', '{"level":20,"msg":"x"}'],
  ['pino', 'warn', '{"level":40,"msg":"x"}'],
  ['pino', 'error', '{"level":50,"err":{"type":"Error","level":"info"},"msg":"x"}'],
  ['pino', 'fatal', '{"level":60,"msg":"x"}'],
  ['pino with a level of its own', 'info', '{"level":35,"msg":"x"}'],
  ['bunyan', 'warn', '{"name":"app","hostname":"h","pid":1,"level":40,"msg":"ERROR","time":"2026-11-20","v":0}'],
  ['zap', 'error', '{"level":"error","ts":1795201234.5,"caller":"main.go:1","msg":"x"}'],
  ['zap', 'fatal', '{"level":"dpanic","ts":1,"msg":"x"}'],
  ['zap for GCP', 'warn', '{"severity":"WARNING","timestamp":"2026-11-20T19:14:00Z","message":"x"}'],
  ['GCP', 'info', '{"message":"ERROR","severity":"NOTICE"}'],
  ['winston', 'debug', '{"message":"cache miss","level":"verbose","service":"x"}'],
  ['logrus', 'warn', '{"level":"warning","msg":"x","time":"2026-11-20T19:14:00Z"}'],
  ['logback', 'info', '{"@timestamp":"2026-11-20","message":"x","level":"INFO","level_value":20000}'],
  ['ECS', 'error', '{"@timestamp":"2026-11-20","log.level":"ERROR","message":"x"}'],
  ['ECS, nested', 'warn', '{"@timestamp":"2026-11-20","log":{"logger":"a.b","level":"WARN"},"message":"x"}'],
  ['Serilog', 'warn', '{"@t":"2026-11-20","@mt":"x","@l":"Warning"}'],
  ['python-json-logger', 'fatal', '{"asctime":"2026-11-20","levelname":"CRITICAL","message":"x"}'],
  ['GELF', 'error', '{"version":"1.1","host":"h","short_message":"x","level":3}'],
  ['slog', 'info', '{"time":"2026-11-20T19:14:00Z","level":"INFO","msg":"x"}'],
  ['spaces', 'error', '{ "a" : [1, {"level": 10}] , "level" : "error" }'],
  ['escaped quotation marks', 'error', '{"msg":"say \\"level\\":\\"info\\"","level":"error"}'],
  ['no severity, but a message that shows one', 'error', '{"log":"[error] x","a":1}'],
  ['a message before a level that is none', 'warn', '{"msg":"WARN: x","level":"over 9000"}'],
  ['neither', 'unknown', '{"a":1,"error":null}'],
  ['a message that is no text', 'unknown', '{"msg":[1,2]}'],
  ['an empty object', 'unknown', '{}'],
];

for (const [logger, expected, line] of loggers) {
  test(`${logger}: ${expected}`, () => assert.equal(levelOf(line), expected, line));
}

test('what is no JSON object is left alone', () => {
  const lines = ['', 'x', '[]', '{', '{"', '{"a', '{"a"', '{"a":', '{"a":1', '{"a":"', '{"a":"\\', '{"a":{', '{a:1}'];
  for (const line of [...lines, '{"a" 1}', '{"a":}', '{"a":1 "b":2}', '{ERROR}']) {
    assert.equal(levelOf(line), undefined, line);
  }
});

test('a severity that was found before the damage counts', () => {
  assert.equal(levelOf('{"level":"error","msg":"cut of'), 'error');
});

test('a severity is looked for in the first 16 KiB', () => {
  assert.equal(levelOf(`{"a":"${'x'.repeat(10_000)}","level":"error"}`), 'error');
  assert.equal(levelOf(`{"a":"${'x'.repeat(20_000)}","level":"error"}`), undefined);
});

test('nesting without end is read like any other text', () => {
  assert.equal(levelOf(`{"a":${'['.repeat(1_000_000)}`), undefined);
});
