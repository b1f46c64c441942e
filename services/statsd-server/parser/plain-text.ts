// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for; \p{Cc}, the same ones, takes several times as long
const controls = /[\u0000-\u001f\u007f-\u009f]/g;

/** Text that anyone may have sent, without the control characters, which would break the line protocols that it travels on in: `_` for each. */
export function plainText(text: string): string {
  return text.replace(controls, '_');
}
