import { parseJson } from '../../shared/parse-json.ts';
import { ascii, isOneOf } from '../formats/bytes.ts';
import { messageKeys } from '../formats/json.ts';
import { type MemberVisitor, visitMembers } from '../formats/json-object.ts';

/** Marks further into a line, or its message, are not looked for. */
const mostBytes = 65_536;

/**
 * Reads the text of a line in which marks may stand: of a JSON object that of its message, since other members hold
 * what came from outside, such as a browser's name. Undefined when it has no message.
 */
export function createMessageReader(): (buffer: Buffer, start: number, end: number) => string | undefined {
  let messageStart = 0;
  let messageEnd = 0;
  const visit: MemberVisitor = (buffer, keyStart, keyEnd, valueStart, valueEnd) => {
    if (buffer[valueStart] !== ascii.quote || !isOneOf(messageKeys, buffer, keyStart, keyEnd)) return false;
    messageStart = valueStart;
    messageEnd = valueEnd;
    return true;
  };
  return (buffer, start, end) => {
    messageStart = messageEnd = 0;
    if (visitMembers(buffer, start, end, visit)) {
      return messageEnd === 0
        ? undefined
        : unquote(buffer.toString('utf8', messageStart, Math.min(messageEnd, messageStart + mostBytes)));
    }
    return buffer.toString('utf8', start, Math.min(end, start + mostBytes));
  };
}

/** What a JSON string says; itself when it is not valid, or cut off. */
function unquote(quoted: string): string {
  const said = parseJson(quoted);
  return typeof said === 'string' ? said : quoted;
}
