/** The user that owns nothing: `nobody` on every Linux. */
const nobody = 65_534;

/** Runs `action` with the rights of an ordinary user, whoever runs the tests: root may read and write anything. */
export async function withoutRoot(action: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(nobody);
  try {
    await action();
  } finally {
    process.seteuid?.(0);
  }
}
