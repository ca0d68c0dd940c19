import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserType, LaunchOptions } from '@playwright/test';
import { waveHeader } from '../src/live/wave-header.ts';
import { DEMO } from './player.ts';

const RECORDING = path.resolve(import.meta.dirname, '../../../data/demo', DEMO);

/** A page of this name reaches this computer, but over plain http, so that a browser gives it no microphone. */
export const PLAIN_HOST = 'earmark.test';

/** Starts a browser whose microphones play a recording of the demo corpus over and over. */
export async function browserWithMicrophone(
  chromium: BrowserType,
  options: LaunchOptions,
  wave: string,
): Promise<Browser> {
  await mkdir(path.dirname(wave), { recursive: true });
  await writeFile(wave, await decode(chromium, options));
  const args = [
    ...(options.args ?? []),
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${wave}`,
    `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
  ];
  return chromium.launch({ ...options, args });
}

/** The recording as a WAV file of 48 kHz: a browser decodes it, so that the tests need no other program. */
async function decode(chromium: BrowserType, options: LaunchOptions): Promise<Buffer> {
  const browser = await chromium.launch(options);
  const page = await browser.newPage();
  const flac = (await readFile(RECORDING)).toString('base64');
  const integers = await page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const audio = await new OfflineAudioContext(1, 1, 48_000).decodeAudioData(bytes.buffer);
    return Array.from(audio.getChannelData(0), (sample) => Math.round(32767 * sample));
  }, flac);
  await browser.close();
  const samples = Int16Array.from(integers);
  return Buffer.concat([waveHeader(48_000, samples.length), Buffer.from(samples.buffer)]);
}
