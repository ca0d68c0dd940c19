import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resample } from '@earmark/dsp';
import { sampleRate } from './sample-rate.ts';
import type { Voice } from './voices.ts';

const run = promisify(execFile);

/** The version line of the espeak-ng on the PATH. Throws an Error that says what to install when there is none. */
export async function espeakVersion(): Promise<string> {
  try {
    return (await run('espeak-ng', ['--version'])).stdout.split('  ')[0]!.trim();
  } catch (cause) {
    throw new Error(
      'Making the demo corpus needs the program espeak-ng on the PATH (Debian, Ubuntu: apt install espeak-ng; ' +
        'macOS: brew install espeak-ng). Using the corpus in data/demo does not.',
      { cause },
    );
  }
}

/** Dry speech: `text` said by `voice`, at the corpus's sample rate. Throws an Error that names the voice when it fails. */
export async function speak(voice: Voice, text: string): Promise<Float32Array> {
  const options = [
    '-v',
    voice.name,
    '-p',
    `${voice.pitch}`,
    '-s',
    `${voice.wordsPerMinute}`,
    '-a',
    '100',
    '--stdout',
  ];
  const { stdout, stderr } = await run('espeak-ng', [...options, text], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  const data = stdout.indexOf('data');
  if (data < 0) {
    throw new Error(
      `espeak-ng said nothing as voice ${voice.name}: expected a WAV stream, got "${stderr.toString()}"`,
    );
  }
  // The header's sizes mean nothing in a pipe; its rate (byte 24) does, and the samples run to the end.
  const samples = new Float32Array((stdout.length - data - 8) >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = stdout.readInt16LE(data + 8 + 2 * i) / 32768;
  return resample({ samples, sampleRate: stdout.readUInt32LE(24) }, sampleRate).samples;
}
