/**
 * Texts of which every match of a regular expression contains one, the longer the better; undefined when none can be
 * told. It reads the syntax of compileExpression's expressions, and gives up on what it does not know: a text too many
 * costs time, one too few would lose lines. Only ASCII, so that a text's characters are its bytes.
 */
export function requiredLiterals(source: string): readonly string[] | undefined {
  const parser = new LiteralParser(source);
  const found = parser.alternatives();
  return parser.complete ? found?.map(text => text.slice(0, longestLiteral)) : undefined;
}

/** The beginning of a text is as good: the search takes steps of its length, which are kept in bytes. */
export const longestLiteral = 64;

/** More alternatives than this take as long to look for as the expression itself. */
const mostTexts = 16;
/** A shorter text is in nearly every line. */
const shortest = 2;

const counted = /\{(\d+)(?:,\d*)?\}/y;
const opening = /\((?:\?:|\?P?<[A-Za-z_]\w*>)?(?!\?)/y;
/** A class in which nothing is nested; one that begins with a bracket is read in two ways by two languages. */
const characterClass = /\[\^?(?!\])(?:[^\]\\[]|\\.)+\]/y;
/** What stands for a character, or a place, that is not always the same. */
const varying = /\\[dDwWsSbBntrfv]|[.^$]/y;
const plain = /\\([^\w\s])|([^\\^$.|?*+()[\]{}])/y;

/** Reads the expression once, from left to right. */
class LiteralParser {
  readonly #source: string;
  #at = 0;
  #unknown = false;

  constructor(source: string) {
    this.#source = source;
  }

  /** Whether all was read, and understood. */
  get complete(): boolean {
    return !this.#unknown && this.#at === this.#source.length;
  }

  /** Alternatives up to the closing bracket or the end: a match contains a text of one of them. */
  alternatives(): readonly string[] | undefined {
    let texts = this.#sequence();
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      const more = this.#sequence();
      texts = texts && more && texts.length + more.length <= mostTexts ? [...texts, ...more] : undefined;
    }
    return texts;
  }

  /** Parts that follow each other: a match contains the texts of each, and so of the best. */
  #sequence(): readonly string[] | undefined {
    let best: readonly string[] | undefined;
    let run = '';
    const offer = (texts: readonly string[] | undefined) => {
      if (texts && strength(texts) > strength(best)) best = texts;
    };
    const endRun = () => {
      if (run.length >= shortest) offer([run]);
      run = '';
    };
    while (this.#at < this.#source.length && !this.#unknown) {
      const next = this.#source[this.#at];
      if (next === '|' || next === ')') break;
      const character = this.#take(plain);
      if (character) {
        const text = character[1] ?? character[2]!;
        const times = this.#least();
        const fixed = times !== 0 && text <= '~';
        if (fixed) run += text;
        if (!fixed || times !== undefined) endRun();
        // Repeated, it stands before what follows, too.
        if (fixed && times !== undefined) run = text;
      } else {
        endRun();
        const inner = this.#part();
        if (this.#least() !== 0) offer(inner);
      }
    }
    endRun();
    return best;
  }

  /** A group, or what stands for any of several characters. */
  #part(): readonly string[] | undefined {
    if (this.#take(varying) || this.#take(characterClass)) return undefined;
    if (!this.#take(opening)) {
      this.#unknown = true;
      return undefined;
    }
    const texts = this.alternatives();
    if (this.#source[this.#at] !== ')') this.#unknown = true;
    this.#at += 1;
    return texts;
  }

  /** How often the part before it is there at least; undefined when nothing is said, so exactly once. */
  #least(): number | undefined {
    const next = this.#source[this.#at];
    let times: number | undefined;
    if (next === '?' || next === '*') times = 0;
    else if (next === '+') times = 1;
    else if (next === '{') {
      const digits = this.#take(counted)?.[1];
      if (digits === undefined) this.#unknown = true;
      else this.#at -= 1;
      times = Number(digits);
    }
    if (times === undefined) return undefined;
    this.#at += 1;
    if (this.#source[this.#at] === '?') this.#at += 1;
    return times;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }
}

/** How much of a line some texts ask for: the length of the shortest, which is the one that most lines contain. */
export const strength = (texts: readonly string[] | undefined): number =>
  texts === undefined || texts.length === 0 ? 0 : Math.min(...texts.map(text => text.length));
