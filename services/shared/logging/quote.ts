const longest = 200;

/** Text that came from outside, made fit for a line of the log: quoted, control characters escaped, cut at 200 characters. */
export function quote(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  // JSON leaves C1 controls, DEL, bidirectional marks and what else is not seen as they are, and terminals obey them.
  return JSON.stringify(cut).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits);
}

/** As JSON would: an escape for each UTF-16 unit. */
function escapeUnits(character: string): string {
  return [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
