import { createServer } from 'node:net';

// Below the ports that the kernel gives to outgoing connections (32768 and up), which might take one before it is used.
const first = 10_000;
const count = 22_000;

// Tests run in several processes: each begins elsewhere, and goes on from there.
let given = process.pid * 64;

/** A TCP port of 127.0.0.1 that nothing listens on just now, and that this process has not been given before. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < count; tried += 1) {
    const port = first + (given++ % count);
    if (await canListen(port)) return port;
  }
  throw new Error(`no port is free from ${first} to ${first + count - 1}`);
}

function canListen(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
      .on('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
