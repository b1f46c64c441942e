import type { z } from 'zod';
import { quote } from '../logging/quote.ts';
import { allowed } from './allowed.ts';
import { nearest } from './nearest.ts';
import { configKeys, isSecret, keyName, type Path, schemaAt, shapeOf } from './tree.ts';

/** Where values came from. */
export interface Provenance {
  /** `tidegauge.yaml:3`, or the name of a variable; undefined for a value that nobody gave. */
  where(path: Path): string | undefined;
  /** A single value as it was written; undefined for lists and maps. */
  written(path: Path): string | undefined;
}

/**
 * One line for each fault: where, the key, its value, and what is allowed, as in
 * `tidegauge.yaml:3: statsd.port is "99999", must be a whole number from 0 to 65535`. The values of secrets are not
 * shown. `value` is what was checked; an issue without a message gets one from the schema.
 */
export function describeIssues(issues: readonly z.core.$ZodIssue[], value: unknown, from: Provenance): string[] {
  const lines = issues.flatMap(issue => {
    const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys') return issue.keys.map(name => describeUnknown([...path, name], from));
    if (issue.code === 'invalid_key') return describeName(path, from);
    const found = valueAt(value, path);
    return `${prefix(path, from)}${shown(path, found, issue, from)} must be ${issue.message || wanted(path, found)}`;
  });
  return [...new Set(lines)];
}

function wanted(path: Path, found: unknown): string {
  const schema = schemaAt(path);
  const what = schema ? allowed(schema) : 'left out';
  // YAML reads 12 and true as something else than text.
  return what.startsWith('text') && /^(number|boolean)$/.test(typeof found) ? `${what} (in quotation marks)` : what;
}

function prefix(path: Path, from: Provenance): string {
  const where = from.where(path);
  // The name of an unknown key may be any text.
  const name = path.length === 0 ? 'the configuration' : quote(keyName(path)).slice(1, -1);
  return where === undefined ? name : `${where}: ${name}`;
}

function describeUnknown(path: Path, from: Provenance): string {
  const near = likelyKeys(path);
  return `${prefix(path, from)} is not a key${near.length > 0 ? `; did you mean ${near.join(' or ')}?` : ''}`;
}

/** Of a map whose names are anyone's, one that is none. */
function describeName(path: Path, from: Provenance): string {
  return `${prefix(path.slice(0, -1), from)} has an entry named ${quote(String(path.at(-1)))}, its name must not be empty`;
}

/** The keys of its name in other sections, or else those beside it that are spelled much like it. */
function likelyKeys(path: Path): string[] {
  const parent = path.slice(0, -1);
  const name = String(path.at(-1));
  const elsewhere = configKeys.filter(key => key.path.at(-1) === name).map(key => keyName(key.path));
  if (elsewhere.length > 0) return elsewhere;
  const schema = schemaAt(parent);
  const beside = Object.keys((schema && shapeOf(schema)) ?? {});
  return nearest(name, beside).map(near => keyName([...parent, near]));
}

/** ` is "99999",` */
function shown(path: Path, value: unknown, issue: z.core.$ZodIssue, from: Provenance): string {
  if (isSecret(path)) return ' has a value that is not shown, it';
  if (value === undefined) return ' is left out,';
  if (value === null) return ' is empty,';
  if (typeof value === 'object') {
    if (issue.code !== 'invalid_type') return '';
    return Array.isArray(value) ? ' is a list,' : ' is a map,';
  }
  const text = from.written(path) ?? String(value);
  return ` is ${quote(withoutPassword(text))},`;
}

/** An address may hold a password although none is allowed there. */
const withoutPassword = (text: string) => text.replace(/\/\/.*@/, '//…@');

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part) ? Reflect.get(inner, part) : undefined,
    value,
  );
}
