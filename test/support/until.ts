import assert from 'node:assert/strict';

/** Tries until `condition` holds, at most for so many seconds of real time: for what only sockets, files and processes decide. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what = 'the condition',
  seconds = 10,
): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `${what} did not come to hold within ${seconds} seconds`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
