import { Interrupted } from './interrupt.ts';

/**
 * Does something with one recording after the other. One that fails is told of on stderr, and the others go on; a recording that is
 * alone fails as it is.
 *
 * @param work its index is that of the recording
 * @returns how many failed
 * @throws Interrupted as soon as `work` does
 * @example const failures = await eachRecording(['a.wav', 'b.wav'], (path) => describe(path));
 */
export async function eachRecording(
  recordings: readonly string[],
  work: (recording: string, index: number) => Promise<void>,
): Promise<number> {
  let failures = 0;
  for (const [index, recording] of recordings.entries()) {
    try {
      await work(recording, index);
    } catch (error) {
      if (error instanceof Interrupted || recordings.length === 1) throw error;
      failures++;
      process.stderr.write(`error: ${(error as Error).message}\n`);
    }
  }
  return failures;
}
