import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

/** A file that the pages refer to. Its address changes with its content, so that browsers may keep it. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** The code and the style of the pages. */
export interface Assets {
  readonly script: Asset;
  readonly style: Asset;
}

const browser = (name: string) => fileURLToPath(new URL(`../browser/${name}`, import.meta.url));

/** Bundles the browser's code and style in memory, and lets the bundler go. */
export async function buildAssets(): Promise<Assets> {
  const { build, stop } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      entryPoints: { app: browser('main.ts'), style: browser('style/main.css') },
      outdir: 'assets',
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      legalComments: 'none',
      logLevel: 'silent',
    });
    const asset = (extension: string, type: string): Asset => {
      const file = outputFiles.find(one => one.path.endsWith(extension));
      if (!file) throw new Error(`the bundler made no ${extension}`);
      const body = Buffer.from(file.contents);
      const digest = createHash('sha256').update(body).digest('hex').slice(0, 12);
      return { path: `/assets/${digest}${extension}`, type, body };
    };
    return {
      script: asset('.js', 'text/javascript; charset=utf-8'),
      style: asset('.css', 'text/css; charset=utf-8'),
    };
  } finally {
    await stop();
  }
}
