/**
 * How well `speechActivity` finds speech, frame by frame of 10 ms, in recordings that are labelled, beside calling everything speech;
 * a row for each collection, the first two folders of their paths:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/speech-activity.ts path/to/manifest.csv
 *
 * Only labels by hand are a yardstick: those that were found by energy agree with any method like theirs.
 */
import { type Span, speechActivity } from '@earmark/dataset';
import { readAudio, readManifest } from '@earmark/dataset/node';

/** Frames by truth and answer. */
interface Counts {
  recordings: number;
  hits: number;
  misses: number;
  falseAlarms: number;
  rejections: number;
}

const manifest = process.argv[2];
if (manifest === undefined) throw new Error('name a manifest of labelled recordings');

const countsOf = new Map<string, Counts>();
for (const { uri, path, annotation } of (await readManifest(manifest)).recordings) {
  const spoken = annotation.segments.filter(({ label }) => label === 'speech');
  if (spoken.length === 0) continue;
  const audio = await readAudio(path);
  const frames = Math.floor((100 * audio.samples.length) / audio.sampleRate);
  const truth = coveredFrames(spoken, frames);
  const answer = coveredFrames(speechActivity(audio), frames);
  const folder = uri.split('/').slice(0, 2).join('/');
  const counts = countsOf.get(folder) ?? { recordings: 0, hits: 0, misses: 0, falseAlarms: 0, rejections: 0 };
  countsOf.set(folder, counts);
  counts.recordings++;
  truth.forEach((isSpeech, frame) => {
    counts[isSpeech ? (answer[frame] ? 'hits' : 'misses') : answer[frame] ? 'falseAlarms' : 'rejections']++;
  });
}

console.log(
  'folder                            recordings  right  speech found  pauses found  all called speech',
);
for (const [folder, { recordings, hits, misses, falseAlarms, rejections }] of countsOf) {
  const [speech, pauses] = [hits + misses, falseAlarms + rejections];
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  console.log(
    folder.padEnd(33),
    String(recordings).padStart(10),
    percent((hits + rejections) / (speech + pauses)).padStart(7),
    percent(hits / speech).padStart(12),
    percent(rejections / pauses).padStart(13),
    percent(speech / (speech + pauses)).padStart(18),
  );
}

/** Whether a span covers the middle of each frame. */
function coveredFrames(spans: readonly Span[], frames: number): Uint8Array {
  const covered = new Uint8Array(frames);
  for (const { start, end } of spans)
    covered.fill(1, Math.max(0, Math.ceil(100 * start - 0.5)), Math.max(0, Math.ceil(100 * end - 0.5)));
  return covered;
}
