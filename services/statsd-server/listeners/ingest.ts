/** How lines come in. */
export type Transport = 'udp' | 'tcp' | 'internal';

/** Takes whole lines, [start, end) of `buffer`, which it may use only until it returns. */
export type Ingest = (transport: Transport, buffer: Buffer, start: number, end: number) => void;
