import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { createAccessLine } from './access-line.ts';
import { createRequestCounter } from './access-metrics.ts';
import { areDigits, toNumber } from './bytes.ts';
import type { LineReader } from './format.ts';
import { methodOf, otherMethod } from './http-methods.ts';
import { levelOfValue } from './level-words.ts';
import { visitPairs } from './logfmt-pairs.ts';
import { readDuration } from './numbers.ts';
import { plainLevel } from './plain.ts';
import { skipDigits, startsWith } from './scan.ts';

type Field = 'level' | 'method' | 'path' | 'status' | 'bytes' | 'duration';

/** What each key is for, by the length of the key; `at`, `service` and `bytes` are Heroku's router's. */
const fields = new Map<number, (readonly [key: Buffer, field: Field])[]>();
for (const [field, keys] of Object.entries({
  level: ['level', 'lvl', 'severity', 'loglevel', 'log_level', 'levelname', 'at'],
  method: ['method', 'http_method', 'request_method'],
  path: ['path', 'uri'],
  status: ['status', 'status_code', 'http_status'],
  bytes: ['bytes', 'size', 'bytes_sent'],
  duration: ['duration', 'service', 'took', 'elapsed', 'latency'],
})) {
  for (const key of keys)
    fields.set(key.length, [...(fields.get(key.length) ?? []), [Buffer.from(key), field as Field]]);
}

/**
 * Lines of `key=value`, as Go's loggers, Heroku's router and others write them: `level=info msg="x y"`. A line with a
 * method, a path and a status is a request; its time counts where it has a unit, `1.2ms`.
 */
export function createLogfmtReader(tally: Tally): LineReader {
  const line = createAccessLine();
  const count = createRequestCounter(tally);
  let level: Level | undefined;
  let hasPath = false;

  const take = (field: Field, buffer: Buffer, start: number, end: number) => {
    if (field === 'level') level ??= levelOfValue(buffer, start, end);
    else if (field === 'method') line.method = methodOf(buffer, start, end);
    else if (field === 'path') hasPath = true;
    else if (field === 'duration') line.duration = readDuration(buffer, start, end);
    else if (field === 'bytes') line.bytes = toNumber(buffer, start, skipDigits(buffer, start, end));
    else if (end - start === 3 && areDigits(buffer, start, end)) line.status = toNumber(buffer, start, end);
  };
  const visit = (buffer: Buffer, key: number, keyEnd: number, start: number, end: number) => {
    for (const [name, field] of fields.get(keyEnd - key) ?? []) {
      if (startsWith(buffer, key, keyEnd, name)) return take(field, buffer, start, end);
    }
  };

  return (buffer, start, end) => {
    level = undefined;
    hasPath = false;
    line.method = otherMethod;
    line.status = line.bytes = 0;
    line.duration = undefined;
    if (!visitPairs(buffer, start, end, visit)) return undefined;
    const ofStatus = hasPath && line.method !== otherMethod && line.status > 0 ? count(line) : undefined;
    return level ?? ofStatus ?? plainLevel(buffer, start, end);
  };
}
