import type { Part } from '../../shared/part.ts';
import { describeUnfit, isDenied, type Unfit } from './unfit.ts';

/** How the files of the host are doing. */
export interface HostFilesState {
  readonly enabled: boolean;
  /** Files followed. */
  readonly count: number;
  /** Logs beyond `logs.max_files`. */
  readonly refused: number;
  /** Files and directories that can't be read, and why. */
  readonly unfit: Unfit;
}

const name = 'host logs';

/** How many files are followed, which are left out, and what would change that. */
export function hostFilesPart({ enabled, count, refused, unfit }: HostFilesState): Part {
  if (!enabled) return { name, state: 'off', detail: 'logs.enabled is false' };
  const leftOut = describeUnfit(unfit);
  const remedy = remedyOf(unfit, refused);
  if (count === 0) {
    const detail = leftOut ? `none can be read: ${leftOut}` : 'no file matches logs.files';
    return { name, state: 'off', detail, remedy: remedy ?? 'name log files in logs.files' };
  }
  const files = count === 1 ? '1 file' : `${count} files`;
  const beyond = refused > 0 ? `, ${refused} beyond logs.max_files` : '';
  const without = leftOut ? `, without ${leftOut}` : '';
  return { name, state: 'ok', detail: `${files}${beyond}${without}`, ...(remedy ? { remedy } : {}) };
}

function remedyOf(unfit: Unfit, refused: number): string | undefined {
  if (isDenied(unfit)) return 'run as root, or as a member of the group adm';
  return refused > 0 ? 'raise logs.max_files' : undefined;
}
