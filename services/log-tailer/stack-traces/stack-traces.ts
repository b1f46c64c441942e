import type { Level } from '../../shared/levels.ts';
import type { Chunk } from '../lines/line-sink.ts';
import { createExceptionMemberReader } from './exception-member.ts';
import { framesLanguage } from './frames.ts';
import { goLanguage } from './go.ts';
import { isHeadLine, isNamed } from './head-line.ts';
import { ended, type TraceLanguage } from './language.ts';
import { createLastLine } from './last-line.ts';
import { phpLanguage } from './php.ts';
import { pythonLanguage } from './python.ts';
import { rubyLanguage } from './ruby.ts';
import { longestType, type TraceState } from './state.ts';

/** Joins the lines of stack traces into one entry, and finds the exceptions that lines of JSON and logfmt tell of. */
export interface StackTraces {
  /** Whether a line belongs to the entry above it, and so is none of its own. Asked for every line, first of all. */
  joins(buffer: Buffer, start: number, end: number): boolean;
  /** Whether the line that was joined last names the exception. */
  tells(): boolean;
  /** Told of a line that is an entry: its severity, and whether no format took it. Returns the severity that counts. */
  entry(level: Level, isPlain: boolean, buffer: Buffer, start: number, end: number): Level;
  /** Told of a line that is an entry, and names no exception whatever is written in it: a request. */
  request(): void;
  /** Counts the exception of the trace that is open, if its type is known by now. To be called before a report. */
  settle(): void;
  /** See {@link LineSink.within}. */
  within(chunk: Chunk | undefined): void;
  /** What a restart must know to go on; undefined when that is nothing. */
  keep(): TraceState | undefined;
}

const languages: readonly TraceLanguage[] = [framesLanguage, pythonLanguage, goLanguage, phpLanguage, rubyLanguage];
const none: readonly TraceLanguage[] = [];
const classes = new Map(languages.map(language => [language, new RegExp(`[${language.begins}]`)]));
/** The languages whose traces may begin with a line that begins with that byte: for most bytes there are none. */
const byFirst: readonly (readonly TraceLanguage[])[] = Array.from({ length: 256 }, (_, byte) => {
  const possible = languages.filter(language => classes.get(language)!.test(String.fromCharCode(byte)));
  return possible.length > 0 ? possible : none;
});

interface OpenTrace {
  readonly language: TraceLanguage;
  stage: number;
  type: string | undefined;
  counted: boolean;
}

/** `count` is told the type of each exception once: when its trace ends, or at the report before. */
export function createStackTraces(count: (type: string) => void, kept?: TraceState): StackTraces {
  let open = reopen(kept?.open);
  let logged = kept?.logged ?? false;
  let tells = false;
  const last = createLastLine(kept?.head);
  const readMember = createExceptionMemberReader();

  const settle = () => {
    if (open?.type === undefined || open.counted || open.stage < open.language.sure) return;
    count(open.type);
    open.counted = true;
  };
  const begin = (language: TraceLanguage, stage: number, type: string | undefined) => {
    open = { language, stage, type, counted: false };
    logged = false;
  };
  const goesOn = (trace: OpenTrace, buffer: Buffer, start: number, end: number): boolean => {
    const stage = trace.language.next(trace.stage, buffer, start, end);
    if (stage === ended) return false;
    trace.stage = stage;
    const type = trace.language.type?.(stage, buffer, start, end)?.slice(0, longestType);
    tells = type !== undefined;
    trace.type = type ?? trace.type;
    return true;
  };

  return {
    joins(buffer, start, end) {
      tells = false;
      if (open !== undefined) {
        if (goesOn(open, buffer, start, end)) return true;
        settle();
        // What only looked like a head may have a message of several lines.
        if (open.stage >= open.language.sure) last.clear();
        open = undefined;
      }
      const possible = start < end ? byFirst[buffer[start]!]! : none;
      if (possible === none && !logged) return false;
      for (const language of possible) {
        const stage = language.middle(buffer, start, end);
        if (stage === ended) continue;
        // Python tells it behind the frames.
        begin(language, stage, language === pythonLanguage ? undefined : last.type());
        last.clear();
        return true;
      }
      if (!logged) return false;
      for (const language of possible) {
        const stage = language.isLogged ? language.head(buffer, start, end) : ended;
        if (stage === ended) continue;
        begin(language, stage, undefined);
        return true;
      }
      if (!isNamed(buffer, start, end)) return false;
      last.setHead(buffer, start, end);
      logged = false;
      tells = true;
      return true;
    },
    entry(level, isPlain, buffer, start, end) {
      if (start === end) return level;
      logged = level === 'warn' || level === 'error' || level === 'fatal';
      if (!logged && (level !== 'unknown' || !isPlain)) {
        last.clear();
        return level;
      }
      if (isPlain) {
        for (const language of byFirst[buffer[start]!]!) {
          const stage = language.head(buffer, start, end);
          if (stage === ended) continue;
          if (language.headTells) last.setHead(buffer, start, end);
          begin(language, stage, language.headTells ? last.type() : undefined);
          return level === 'unknown' ? language.level : level;
        }
        if (isHeadLine(buffer, start, end)) {
          last.setHead(buffer, start, end);
          logged = false;
          return level === 'unknown' ? 'error' : level;
        }
      }
      if (logged) last.clear();
      const type = isPlain ? undefined : readMember(buffer, start, end);
      if (type !== undefined) count(type);
      last.set(buffer, start, end);
      return level;
    },
    request() {
      logged = false;
      last.clear();
    },
    tells: () => tells,
    settle,
    within: last.within,
    keep() {
      const head = last.keep();
      if (open === undefined && head === undefined && !logged) return undefined;
      return {
        ...(open && {
          open: {
            language: open.language.name,
            stage: open.stage,
            ...(open.type !== undefined && { type: open.type }),
            counted: open.counted,
          },
        }),
        ...(head !== undefined && { head }),
        ...(logged && { logged }),
      };
    },
  };
}

/** The trace that was open before a restart, unless it is of a language that is not known any more. */
function reopen(kept: TraceState['open']): OpenTrace | undefined {
  const language = languages.find(({ name }) => name === kept?.language);
  return kept && language && { language, stage: kept.stage, type: kept.type, counted: kept.counted };
}
