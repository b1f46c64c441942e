// `npm start`: installs what is missing, then becomes the standalone process.
import { ensureInstalled } from './install.mjs';

ensureInstalled();
if (!process.features.typescript) await import('tsx');
await import('../services/standalone/main.ts');
