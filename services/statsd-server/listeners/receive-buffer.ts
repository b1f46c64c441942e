import { wantedReceiveBuffer } from './udp-socket.ts';

/** `receive buffer 416 KB`, and what would make it larger when it is less than was asked for. `granted` in bytes. */
export function describeReceiveBuffer(granted: number, platform: NodeJS.Platform = process.platform): string {
  const text = `receive buffer ${inKilobytes(granted)}`;
  if (granted >= wantedReceiveBuffer || platform !== 'linux') return text;
  return `${text} of ${inKilobytes(wantedReceiveBuffer)} asked for: sysctl net.core.rmem_max=${wantedReceiveBuffer} would allow it`;
}

const inKilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;
