import type { SourceDetail, SourceStatus } from '../../../shared/logs/source-status.ts';

const kinds = {
  file: 'file',
  container: 'container',
  api: 'container, through the engine',
  journal: 'journal',
} as const;

/** How the log is read. */
export const kindOf = ({ kind }: SourceStatus): string => kinds[kind];

const states = { reading: 'up to date', behind: 'behind', unreadable: 'cannot be read' } as const;

/** How the reading goes. */
export const stateOf = ({ state }: SourceStatus): string => states[state];

/** The format or formats by name: `json`, or `json on stdout, plain on stderr`. */
export function formatsOf({ formats }: SourceStatus): string {
  return formats.map(({ format, stream }) => (stream ? `${format} on ${stream}` : format)).join(', ');
}

/** The formats, and who said that it is them. */
export function formatStory(source: SourceStatus): string {
  if (source.formats.length === 0) return 'not known before its first line';
  const set = source.formats.some(({ setBy }) => setBy === 'configuration');
  return `${formatsOf(source)}, ${set ? 'set by the configuration' : 'recognised on its first lines'}`;
}

const whole = new Intl.NumberFormat('en-GB');

/** Where the reading has got to: `byte 1,200 of 1,400 (86 %), inode 81, and 1 rotated file besides`. */
export function positionStory({ position, kind }: SourceDetail): string {
  if (!position) return kind === 'api' ? 'kept by the time of the last line' : '–';
  const { offset, size, inode, others } = position;
  const part = size > 0 ? ` (${Math.floor((offset / size) * 100)} %)` : '';
  const besides = others === 0 ? '' : `, and ${others === 1 ? '1 rotated file' : `${others} rotated files`} besides`;
  return `byte ${whole.format(offset)} of ${whole.format(size)}${part}, inode ${inode}${besides}`;
}
