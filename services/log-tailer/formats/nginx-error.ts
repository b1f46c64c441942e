import type { Level } from '../../shared/levels.ts';
import type { Tally } from '../tally/tally.ts';
import { areDigits, ascii } from './bytes.ts';
import type { LineReader } from './format.ts';
import { levelWord } from './level-words.ts';
import { createPhraseFinder } from './phrases.ts';
import { find } from './scan.ts';

/** What nginx says (src/core, src/event, src/http) and the reason that stands for it. */
const findReason = createPhraseFinder([
  ['upstream timed out', 'upstream_timeout'],
  ['no live upstreams', 'upstream_unavailable'],
  ['upstream prematurely closed', 'upstream_closed'],
  ['while connecting to upstream', 'upstream_unavailable'],
  ['reading response header from upstream', 'upstream_closed'],
  ['upstream sent', 'upstream_invalid'],
  ['could not be resolved', 'resolve'],
  ['host not found in upstream', 'resolve'],
  ['limiting requests', 'limited'],
  ['delaying request', 'limited'],
  ['limiting connections', 'limited'],
  ['client intended to send too large', 'too_large'],
  ['access forbidden', 'forbidden'],
  ['is forbidden', 'forbidden'],
  ['SSL_do_handshake() failed', 'tls'],
  ['(2: No such file', 'not_found'],
  ['(13: Permission denied', 'permission'],
  ['(24: Too many open files', 'descriptors'],
  ['worker_connections are not enough', 'connections'],
]);
const serious: ReadonlySet<Level> = new Set<Level>(['warn', 'error', 'fatal']);

/** nginx's error log: `2026/11/20 19:14:00 [error] 31#31: *1 …`; lines from `warn` on are counted by reason. */
export function createNginxErrorReader(tally: Tally): LineReader {
  const errors = (reason: string) => tally.counter('nginx.errors', { reason });
  return (buffer, start, end) => {
    if (end - start < 24 || buffer[start + 4] !== ascii.slash || buffer[start + 20] !== ascii.openBracket)
      return undefined;
    if (buffer[start + 7] !== ascii.slash || buffer[start + 13] !== ascii.colon) return undefined;
    if (!areDigits(buffer, start, start + 4) || buffer[start + 19] !== ascii.space) return undefined;
    const levelEnd = find(ascii.closeBracket, buffer, start + 21, Math.min(end, start + 30));
    const level = levelWord(buffer, start + 21, levelEnd)?.level;
    if (level === undefined || buffer[levelEnd] !== ascii.closeBracket) return undefined;
    if (serious.has(level)) errors(findReason(buffer, levelEnd, end) ?? '_OTHER').add(1);
    return level;
  };
}
