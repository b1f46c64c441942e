// Installs the packages when one is missing or not the locked version, and does nothing when all are there.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const packagesOf = path => {
  try {
    return JSON.parse(readFileSync(new URL(path, root), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
};

/** The locked packages that are not installed as locked; those for other platforms are none of ours. */
function missing(development) {
  const installed = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json'))
    .filter(
      ([path, { dev, optional, devOptional }]) => path !== '' && !optional && !devOptional && (development || !dev),
    )
    .filter(
      ([path, { version }]) =>
        installed[path]?.version !== version || !existsSync(new URL(`${path}/package.json`, root)),
    );
}

/** Makes sure that what `npm start` (or, with development, `npm test`) needs is installed; ends the process if it can't be. */
export function ensureInstalled({ development = false } = {}) {
  const absent = missing(development);
  if (absent.length === 0) return;
  console.error(`Installing ${absent.length} packages (npm ci) ...`);
  const argv = ['ci', '--no-audit', '--no-fund', ...(development ? [] : ['--omit=dev'])];
  const result = spawnSync('npm', argv, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    console.error('Installing failed: see the messages of npm above. Is the package registry reachable?');
    process.exit(1);
  }
}
