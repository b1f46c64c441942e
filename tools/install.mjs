// Installs the packages that are missing or not the locked version, and nothing when all are there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const json = path => {
  try {
    return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
  } catch {
    return undefined;
  }
};

/** The wanted packages whose installed version is not the one package-lock.json names. */
function missing(names) {
  const locked = json('package-lock.json')?.packages ?? {};
  return names.filter(name => {
    const installed = json(`node_modules/${name}/package.json`)?.version;
    return installed === undefined || installed !== locked[`node_modules/${name}`]?.version;
  });
}

/** Makes sure that what `npm start` (or, with development, `npm test`) needs is installed; ends the process if it can't be. */
export function ensureInstalled({ development = false } = {}) {
  const { dependencies, devDependencies } = json('package.json');
  const wanted = Object.keys({ ...dependencies, ...(development ? devDependencies : {}) });
  const absent = missing(wanted);
  if (absent.length === 0) return;
  console.error(`Installing ${absent.length} packages (npm ci) ...`);
  const argv = ['ci', '--no-audit', '--no-fund', ...(development ? [] : ['--omit=dev'])];
  const result = spawnSync('npm', argv, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    console.error('Installing failed: see the messages of npm above. Is the package registry reachable?');
    process.exit(1);
  }
}
