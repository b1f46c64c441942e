/** The code of an error of the file system, `EACCES` and the like; undefined for any other error. */
export const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/** What is wrong with a file or directory, and what would change that. What is no error of the file system is thrown again. */
export function explainFileError(path: string, error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) throw error;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `no space is left for ${path} (${code}): free some (docker system df shows what Docker holds), then docker compose up -d`;
    case 'EROFS':
      return `${path} is read-only (${code}): mount its volume so that the provisioner can write to it`;
    case 'EPERM':
    case 'EACCES':
      return `${path} is out of bounds (${code}): the provisioner must be root with the capabilities CHOWN and DAC_READ_SEARCH, and the directory root's`;
    case 'EISDIR':
      return `${path} is a directory where a file should be: remove it`;
    case 'ENOTDIR':
      return `${path} needs a directory where a file lies: remove that file`;
    case 'ENOENT':
      return `there is no file ${path}`;
    default:
      return `${path} cannot be used (${code})`;
  }
}
