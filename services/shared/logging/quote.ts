const longest = 200;

/** Text that came from outside, made fit for a line of the log: quoted, control characters escaped, cut at 200 characters. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  // JSON leaves C1 controls, DEL and bidirectional marks as they are, and terminals obey them.
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
