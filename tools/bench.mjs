// `npm run bench [-- NAME…]`: measures the hot paths in ratio to their peers and rewrites docs/benchmarks.md.
import { ensureInstalled } from './install.mjs';

ensureInstalled({ development: true });
if (!process.features.typescript) await import('tsx');
await import('../test/bench/run.ts');
