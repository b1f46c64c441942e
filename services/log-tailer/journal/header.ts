import { failure, type Outcome, success } from '../../shared/outcome.ts';
import { headerAt, headerBytes, incompatible, readLong } from './layout.ts';

/** What the header of a journal file says. */
export interface JournalHeader {
  /** Offsets have 32 bits. */
  readonly compact: boolean;
  /** One of journald's states: 0 offline, 1 online, 2 archived. */
  readonly state: number;
  /** Names the file, whatever its path: 32 hexadecimal digits. */
  readonly fileId: string;
  /** Names the series that the sequence numbers belong to; files that follow each other have the same. */
  readonly seqnumId: string;
  /** Where objects begin, bytes. */
  readonly headerSize: number;
  readonly entries: number;
  /** Sequence number of the first entry; 0 while there is none. */
  readonly headSeqnum: number;
  readonly tailSeqnum: number;
  /** Where the first of the entry arrays lies, bytes; 0 while there is none. */
  readonly entryArray: number;
  /** When the first entry was received, epoch ms; 0 while there is none. */
  readonly headTime: number;
}

const signature = Buffer.from('LPKSHHRH');
const known = Object.values(incompatible).reduce((flags, flag) => flags | flag, 0);

/** Reads the first {@link headerBytes} of a file; fails with why it can't be read as a journal. */
export function parseHeader(bytes: Buffer): Outcome<JournalHeader> {
  if (bytes.length < headerBytes || !bytes.subarray(0, 8).equals(signature)) return failure('it is no journal file');
  const flags = bytes.readUInt32LE(12);
  const unknown = flags & ~known;
  if (unknown !== 0)
    return failure(`it has the incompatible flags 0x${(unknown >>> 0).toString(16)}, which are unknown`);
  const headerSize = readLong(bytes, 88);
  if (headerSize < headerBytes || headerSize > 65_536) return failure(`its header would have ${headerSize} bytes`);
  return success({
    compact: (flags & incompatible.compact) !== 0,
    state: bytes[headerAt.state]!,
    fileId: bytes.toString('hex', 24, 40),
    seqnumId: bytes.toString('hex', 72, 88),
    headerSize,
    entries: readLong(bytes, headerAt.entries),
    tailSeqnum: readLong(bytes, headerAt.tailSeqnum),
    headSeqnum: readLong(bytes, 168),
    entryArray: readLong(bytes, headerAt.entryArray),
    headTime: readLong(bytes, 184) / 1000,
  });
}
