const units: Record<string, number> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** What {@link parseBytes} reads: a decimal number and a unit, nothing around or between them. */
export const bytesPattern = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|KiB|MiB|GiB)$/;

/** `128MB`, `1.5GiB` … in whole bytes, or undefined for anything else. */
export function parseBytes(text: string): number | undefined {
  const match = bytesPattern.exec(text);
  return match ? Math.round(Number(match[1]) * units[match[2]!]!) : undefined;
}
