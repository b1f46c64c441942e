import { appendFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { scratchUntilExit } from '../../support/scratch.ts';

/** A directory for logs that is gone after the test. */
export interface LogDirectory {
  readonly path: string;
  /** The path of a file in it. */
  of(name: string): string;
  write(name: string, text: string): void;
  append(name: string, text: string): void;
  /** Moves `name` to `name.1`, that to `name.2`, and so on, as logrotate does. */
  rotate(name: string): void;
}

/** A new, empty one. */
export function createLogDirectory(context: TestContext): LogDirectory {
  const path = scratchUntilExit();
  context.after(() => rmSync(path, { recursive: true, force: true }));
  const of = (name: string) => join(path, name);
  const rotate = (name: string, number = 0) => {
    const from = of(number === 0 ? name : `${name}.${number}`);
    if (!existsSync(from)) return;
    rotate(name, number + 1);
    renameSync(from, of(`${name}.${number + 1}`));
  };
  return {
    path,
    of,
    write: (name, text) => writeFileSync(of(name), text),
    append: (name, text) => appendFileSync(of(name), text),
    rotate: name => rotate(name),
  };
}

/** Numbered lines, `first` up to and without `end`. */
export function numbered(first: number, end: number): string {
  return Array.from({ length: end - first }, (_, index) => `line ${first + index}\n`).join('');
}

/** The same, as a collecting sink keeps them. */
export function collected(first: number, end: number): string[] {
  return Array.from({ length: end - first }, (_, index) => {
    const line = `line ${first + index}`;
    return `${line} ${line.length + 1}`;
  });
}
