import { fileURLToPath } from 'node:url';
import { startProgram } from '../program.ts';
import type { Contender } from '../server.ts';
import { nodeArguments } from './node-arguments.ts';

/** What a server in Node cannot be faster than, with packets of so many lines. */
const bare = (name: string, way: 'discard' | 'parse', perPacket: number): Contender => ({
  name,
  async start(cpu) {
    const file = fileURLToPath(new URL('bare-process.ts', import.meta.url));
    const program = startProgram([process.execPath, ...nodeArguments, file, way, String(perPacket)], { cpu });
    const port = Number(await program.line());
    return {
      pid: program.pid,
      port,
      async finish() {
        program.tell('finish');
        const counted = Number(await program.line());
        await program.end();
        return counted;
      },
    };
  },
});

/** A reader of datagrams that looks into none. */
export const bareReader = (perPacket: number) => bare('bare dgram reader', 'discard', perPacket);

/** A reader of datagrams with our parser, which adds all values up in one variable. */
export const bareParser = (perPacket: number) => bare('bare dgram reader + parser', 'parse', perPacket);
