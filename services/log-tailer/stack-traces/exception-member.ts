import { ascii, isOneOf } from '../formats/bytes.ts';
import { type MemberVisitor, visitMembers } from '../formats/json-object.ts';
import { visitPairs } from '../formats/logfmt-pairs.ts';
import { exceptionInStack } from './stack-text.ts';

const keys = (names: readonly string[]) => names.map(name => Buffer.from(name));
/** ECS's and OpenTelemetry's names for it, and Datadog's. */
const typeKeys = keys(['error.type', 'exception.type', 'error.kind', 'exc_type', 'exception_class']);
/** winston's, logback's, ECS's, structlog's, Python's and Serilog's names for the trace as text. */
const stackKeys = keys([
  ...['stack', 'stack_trace', 'stacktrace', 'exception', 'exc_info', 'exc_text', '@x'],
  ...['error.stack', 'error.stack_trace', 'err.stack', 'exception.stacktrace'],
]);
/** Where an exception may be an object, or a list of objects: pino, bunyan, ECS nested, log4j, structlog's dict_tracebacks. */
const objectKeys = keys(['err', 'error', 'exception', 'exc_info', 'thrown']);
const nestedTypeKeys = keys(['type', 'name', 'class', 'kind', 'exc_type', 'exceptiontype', 'classname']);
const nestedStackKeys = keys(['stack', 'stack_trace', 'stacktrace']);
/** An error as text is a trace only where it has several lines: `dial tcp: timeout` names no type. */
const textKeys = keys(['err', 'error']);

/** What lies deeper in a line is not looked at; a Java trace may take some 20 KB. */
const mostBytes = 65_536;
/** A class's name, and not a code such as `invalid_request` or a URL. */
const className = /^(?=.*[A-Z.])[A-Za-z_$][\w$.:\\<>-]{0,199}$/;

/** The type of the exception that a line of JSON or logfmt tells of in one of its members; undefined for none. */
export type ExceptionMemberReader = (buffer: Buffer, start: number, end: number) => string | undefined;

/** Reads a line once more, since its severity, which says whether that is worth it, may stand behind the exception. */
export function createExceptionMemberReader(): ExceptionMemberReader {
  /** What the log itself calls the type, which is worth more than what the trace shows. */
  let told: string | undefined;
  let shown: string | undefined;

  const take = (buffer: Buffer, start: number, end: number, isType: boolean) => {
    const text = buffer.toString('utf8', start, end);
    if (!isType) shown ??= exceptionInStack(text);
    else if (className.test(text)) told ??= text;
  };
  const visitNested: MemberVisitor = (buffer, key, keyEnd, start, end) => {
    if (buffer[start] !== ascii.quote) return false;
    const isType = isOneOf(nestedTypeKeys, buffer, key, keyEnd);
    if (isType || isOneOf(nestedStackKeys, buffer, key, keyEnd)) take(buffer, start + 1, end - 1, isType);
    return told !== undefined;
  };
  const visitText = (buffer: Buffer, key: number, keyEnd: number, start: number, end: number) => {
    const isType = isOneOf(typeKeys, buffer, key, keyEnd);
    if (isType || isOneOf(stackKeys, buffer, key, keyEnd)) return take(buffer, start, end, isType);
    if (!isOneOf(textKeys, buffer, key, keyEnd)) return;
    if (buffer.subarray(start, end).includes('\\n')) take(buffer, start, end, false);
  };
  const visit: MemberVisitor = (buffer, key, keyEnd, start, end) => {
    const object = buffer[start] === ascii.openBracket ? start + 1 : start;
    if (buffer[start] === ascii.quote) visitText(buffer, key, keyEnd, start + 1, end - 1);
    else if (buffer[object] === ascii.openBrace && isOneOf(objectKeys, buffer, key, keyEnd)) {
      visitMembers(buffer, object, end, visitNested);
    }
    return told !== undefined;
  };

  return (buffer, start, end) => {
    told = shown = undefined;
    const stop = Math.min(end, start + mostBytes);
    if (buffer[start] === ascii.openBrace) visitMembers(buffer, start, stop, visit);
    else visitPairs(buffer, start, stop, visitText);
    return told ?? shown;
  };
}
