/** What the runtime itself panics with, apart from what it puts `runtime error: ` before. Source: Go's src/runtime/panic.go, chan.go. */
const runtimePanics = [
  'send on closed channel',
  'close of closed channel',
  'close of nil channel',
  'assignment to entry in nil map',
  'interface conversion',
];
/** `http: panic serving 10.0.0.1:4711: runtime error: …` is what net/http makes of one. */
const panicked = /(?:^|\s)panic(?: serving \S+)?: (.*)/s;
const fatal = /^fatal error: (.*)/s;
/** Where that begins which changes from one time to the next: `index out of range [5] with length 3`. */
const details = /[[(\d]|: /;
const ofType = /^\(?((?:[\w-]+\.)+[A-Z]\w*)[)({]/;

/**
 * The kind of what a line says that a Go program stopped for: `runtime error: index out of range`, without the numbers;
 * `send on closed channel`; `fatal error: concurrent map writes`; the type of a value that is no text, `main.Gone`; and
 * `panic` for any text of the program's own.
 */
export function goKindInText(text: string): string | undefined {
  const fatalText = fatal.exec(text)?.[1];
  if (fatalText !== undefined) return `fatal error: ${kindOf(fatalText)}`;
  const said = panicked.exec(text)?.[1];
  if (said === undefined) return undefined;
  if (said.startsWith('runtime error: ')) return `runtime error: ${kindOf(said.slice('runtime error: '.length))}`;
  return runtimePanics.find(known => said.startsWith(known)) ?? ofType.exec(said)?.[1] ?? 'panic';
}

function kindOf(text: string): string {
  const from = text.search(details);
  return (from < 0 ? text : text.slice(0, from)).trimEnd().slice(0, 60);
}
