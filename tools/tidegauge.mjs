#!/usr/bin/env node
// The command `tidegauge`: `tidegauge --help` lists what it does.
if (!process.features.typescript) await import('tsx');
const { runCommand } = await import('../services/log-tailer/commands/index.ts');
// Whoever read the output may be gone, as `head` is: then nothing is left to do.
process.stdout.on('error', () => process.exit());
process.stderr.on('error', () => {});
const { stdin, stdout, stderr, env } = process;
process.exitCode = await runCommand(process.argv.slice(2), { stdin, stdout, stderr, env });
