import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const require = createRequire(import.meta.url);

/** The renderer knows it by its older name only, under which browsers blur. No text holds this: its quotes are escaped. */
const sharpImages = ['image-rendering="pixelated"', 'image-rendering="optimizeSpeed"'] as const;

/** Renderer and font, read when first used. */
let ready: Promise<Uint8Array> | undefined;

/**
 * Draws a figure's SVG as PNG, at its own size, in DejaVu Sans: Latin, Greek, Cyrillic, Arabic, Hebrew and more, but no Chinese,
 * Japanese or Korean letters.
 *
 * @param svg of `spectrogramFigure`; its `scale` makes the picture larger
 * @throws Error of the renderer where the text is no SVG
 * @example await writeAtomically('dawn.png', await figurePng(spectrogramFigure(figure)))
 */
export async function figurePng(svg: string): Promise<Uint8Array> {
  ready ??= prepare().catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  const font = await ready;
  const drawing = new Resvg(svg.replaceAll(...sharpImages), {
    font: { fontBuffers: [font], defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' },
  });
  try {
    const picture = drawing.render();
    try {
      return picture.asPng();
    } finally {
      picture.free();
    }
  } finally {
    drawing.free();
  }
}

async function prepare(): Promise<Uint8Array> {
  const [font, renderer] = await Promise.all([
    readFile(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')),
  ]);
  await initWasm(renderer);
  return font;
}
