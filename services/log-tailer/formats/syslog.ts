import { createLevelCounter } from '../tally/level-counter.ts';
import type { Tally } from '../tally/tally.ts';
import type { Format, LineReader } from './format.ts';
import { createNamedEntries } from './named-entries.ts';
import { plainLevel } from './plain.ts';
import { createRecogniser, type Recogniser } from './recogniser.ts';
import { readSyslogHead, type SyslogHead } from './syslog-head.ts';

/**
 * Syslog, RFC 3164 and RFC 5424. The message behind the head may be in any of the formats `within`, whose metrics it
 * then yields too. The severity is that of the priority, else that of the message.
 */
export function createSyslogReader(tally: Tally, within: readonly Format[]): LineReader {
  const head: SyslogHead = { level: undefined, program: 0, programEnd: 0, message: 0 };
  let message: Recogniser | undefined;
  const counterOf = createNamedEntries(program => createLevelCounter(tally, 'syslog.messages', { program }));
  return (buffer, start, end, time) => {
    if (!readSyslogHead(buffer, start, end, time, head)) return undefined;
    const { program, programEnd, message: text } = head;
    message ??= createRecogniser(within, tally);
    const ofMessage = message.read(buffer, text, end);
    const level = head.level ?? ofMessage ?? plainLevel(buffer, text, end);
    counterOf(buffer, program, programEnd)(level);
    return level;
  };
}
