import { readFileSync, statSync } from 'node:fs';
import { type Document, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { failure, type Outcome, success } from '../outcome.ts';
import type { Path } from './tree.ts';

/** What a file says, and where in it. */
export interface YamlFile {
  readonly value: unknown;
  /** `tidegauge.yaml:3`: the line of a value, or of the nearest one around it; undefined when there is none. */
  where(path: Path): string | undefined;
  /** A single value as it is written there, without its quotation marks. */
  written(path: Path): string | undefined;
}

/** A configuration is small; this keeps a wrong file from being read into memory. */
const longest = 1_048_576;
/** As many values as aliases may stand for in all, so that a few lines cannot become gigabytes. */
const maxAliasCount = 100;
/** One missing bracket may make a fault of every line after it. */
const mostFaults = 20;

/** Reads a YAML file of one document. An error each: `tidegauge.yaml:3: Map keys must be unique: "logs" is there twice`. */
export function readYamlFile(path: string): Outcome<YamlFile, string[]> {
  const text = readText(path);
  return text.ok ? parseYaml(text.value, path) : failure([`${path} ${text.reason}`]);
}

/** As {@link readYamlFile}, of a text; `name` is what errors call it. */
export function parseYaml(text: string, name: string): Outcome<YamlFile, string[]> {
  const lines = new LineCounter();
  const line = (offset: number) => `${name}:${lines.linePos(offset).line}`;
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const faults = [...document.errors, ...document.warnings];
    if (faults.length > 0)
      return failure(
        faults
          .slice(0, mostFaults)
          .map(({ pos, message, code }) => `${line(pos[0])}: ${headOf(message)}${keyAt(text, pos[0], code)}`),
      );
    return success({
      value: document.toJS({ maxAliasCount }) ?? {},
      where(path) {
        const offset = offsetOf(document, path);
        return offset === undefined ? undefined : line(offset);
      },
      written: path => {
        const node = document.getIn(path, true);
        return isScalar(node) ? (node.source ?? String(node.value)) : undefined;
      },
    });
  } catch (error) {
    // Too many aliases, or lists in lists without end.
    return failure([`${name}: ${headOf(String(error))}`]);
  }
}

/** What follows the colon is from the file, where it may be part of a secret. */
const headOf = (message: string) => message.replace(/^\w*Error: /, '').replace(/:.*/s, '');

/** Of a key that is there twice its name, which is no secret. */
function keyAt(text: string, offset: number, code: string): string {
  const name = code === 'DUPLICATE_KEY' ? /^[\w.-]{1,100}/.exec(text.slice(offset, offset + 101))?.[0] : undefined;
  return name === undefined ? '' : `: "${name}" is there twice`;
}

function readText(path: string): Outcome<string> {
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return failure('is a directory, not a file');
    if (stat.size > longest) return failure(`is ${stat.size} bytes long, at most ${longest} are read`);
    return success(readFileSync(path, 'utf8'));
  } catch (error) {
    return failure(`cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

/** Where the value at a path begins, or what lies nearest around it. */
function offsetOf(document: Document, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    const range = isNode(node) ? node.range : undefined;
    if (range) return range[0];
  }
  return path.length === 0 ? 0 : undefined;
}
