/** The exception is looked for so far into a line, bytes. */
export const longestHead = 512;

/** A class's name, with its package, namespace or module before it; JSON escapes PHP's backslash. */
const name = /^\[?([A-Za-z_$][\w$]*(?:(?:\.|::|\\{1,2})[\w$]+)*)(:?)$/;
const ending = /(?:Exception|Error|Throwable|Failure|Fault)(?:\$\w+)?$/;
/** Behind these words, and with a package at the beginning of a line, it may have any name. */
const announced = /(?:Uncaught|Unhandled exception\.|Exception in thread "[^"]*") ([\w.$\\]+)(?=:|$| in )/;
const packaged = /^((?:[a-z_][\w$]*\.)+[A-Z][\w$]*)(?::|$)/;
/** Any name at the beginning of a line, but those of severities, since programs write `Warning: ` and `Trace: ` too. */
const labelled = /^(?!(?:Trace|Debug|Info|Note|Notice|Warn|Warning|Fail|Critical|Fatal):)([A-Z][\w$]*)(?::| \[)/;
const separators = /[\s"'()\],;=]+/;
const ruby = /^\S{1,200}:\d+:in .*\(([A-Z]\w*(?:::\w+)*)\)$/;

/**
 * The type of the exception that a line's text names: the first word that ends in `Exception`, `Error` or the like.
 * A word without a package, which may be one of a sentence, is one only where a colon, a code (`[ERR_X]`, `(code: 0)`)
 * or nothing follows: `failed: Error: x`, but not `an Error occurred`. Of Ruby's lines it is what stands in brackets
 * at the end. Where none ends so, it is the name that the line begins with.
 */
export function exceptionInText(text: string): string | undefined {
  const announcedName = announced.exec(text)?.[1];
  const certain = ruby.exec(text)?.[1] ?? (isClass(announcedName) ? announcedName : packaged.exec(text)?.[1]);
  if (certain !== undefined) return certain;
  const words = text.split(separators).filter(word => word !== '');
  for (const [index, word] of words.entries()) {
    const [, found, colon] = name.exec(word) ?? [];
    if (found === undefined || !ending.test(found)) continue;
    const following = words[index + 1];
    const apart = colon === ':' || following === undefined || following.startsWith('[') || following === 'code:';
    if (apart || /[.\\]|::/.test(found)) return found.replaceAll('\\\\', '\\');
  }
  const label = labelled.exec(text)?.[1];
  return isClass(label) && /[a-z]/.test(label) ? label : undefined;
}

const isClass = (word: string | undefined): word is string => word !== undefined && /[A-Z]/.test(word);

/** As {@link exceptionInText}, of the bytes [start, end). */
export function exceptionIn(buffer: Buffer, start: number, end: number): string | undefined {
  return exceptionInText(buffer.toString('utf8', start, Math.min(end, start + longestHead)));
}
