/** How lines come in. */
export const transports = ['udp', 'tcp', 'unix', 'internal'] as const;

/** One of {@link transports}. */
export type Transport = (typeof transports)[number];

/** Takes whole lines, [start, end) of `buffer`, which it may use only until it returns. */
export type Ingest = (transport: Transport, buffer: Buffer, start: number, end: number) => void;
