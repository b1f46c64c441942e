import { connect } from 'node:net';
import { pause } from '../../processes.ts';

/** Waits, ten seconds at most, until someone accepts on a TCP port of this machine. */
export async function untilTcp(port: number): Promise<void> {
  await untilTrue(`TCP port ${port}`, () => {
    const socket = connect(port, '127.0.0.1');
    return new Promise<boolean>(resolve => {
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    }).finally(() => socket.destroy());
  });
}

/** Asks again and again, for so many seconds at most, until the answer is yes. */
export async function untilTrue(what: string, ask: () => boolean | Promise<boolean>, seconds = 10): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(50)) if (await ask()) return;
  throw new Error(`${what}: nothing within ${seconds} s`);
}
