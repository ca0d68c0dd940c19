import { basename } from 'node:path';
import {
  bandCentres,
  concatenate,
  createDescriptorStream,
  createSpectrogramStream,
  type DescriptorName,
  type FeatureSpec,
  FrameGrid,
  specHash,
} from '@earmark/dsp';
import type { FrameTable } from '../frame-table.ts';
import type { RecordingFile } from './open-recording.ts';
import { recordingFrames } from './recording-frames.ts';

/** What a table of a recording has columns for. */
export interface RecordingTableOptions {
  /** Where the frames lie, and what the bands of a spectrogram are. */
  readonly features: FeatureSpec;
  readonly descriptors: readonly DescriptorName[];
  /** Whether the bands of the spectrogram follow the descriptors; no unless given. */
  readonly spectrogram?: boolean;
  /** Hears how many seconds have been read, before the rows of these seconds are handed out. */
  readonly onProgress?: (seconds: number) => void;
}

/**
 * Descriptors of a recording, and its spectrogram where wanted, as a table with one row a frame; decoded while it is read. Columns are
 * those of `descriptorColumns`, then a band each, as `band0_62.5Hz` with the band's number and centre.
 *
 * The metadata are `earmark:recording` (the file's name), `earmark:specHash`, and `earmark:features` and `earmark:grid` in JSON.
 *
 * @throws RangeError as `createDescriptorStream` and for a bad spec; while it is read as `recordingFrames`
 * @example
 * const table = await recordingTable(await openRecording('talk.flac'), { features: defaultFeatures, descriptors: ['rms', 'mfcc'] });
 * await writeFrameTable('talk.csv', table, 'csv');
 */
export async function recordingTable(
  recording: RecordingFile,
  { features, descriptors, spectrogram = false, onProgress }: RecordingTableOptions,
): Promise<FrameTable> {
  const grid = new FrameGrid(features);
  const { sampleRate, frameLength, hopLength } = grid;
  const described = await createDescriptorStream(grid, descriptors, recording.sampleRate);
  const seen = spectrogram ? await createSpectrogramStream(features, recording.sampleRate) : undefined;
  const bands = seen ? bandColumns(features) : [];
  /** Both streams have the same frames; a row of the one is followed by a row of the other. */
  const joined = (left: Float32Array, right: Float32Array) =>
    right.length === 0 ? left : joinRows(left, right, described.columns.length, bands.length);

  const nothing = new Float32Array(0);
  const rows = {
    push: (samples: Float32Array) => joined(described.push(samples), seen?.push(samples) ?? nothing),
    flush: () => joined(described.flush(), seen?.flush() ?? nothing),
  };
  return {
    columns: [...described.columns, ...bands],
    grid,
    pieces: recordingFrames(recording, rows, grid, onProgress),
    metadata: {
      'earmark:recording': basename(recording.path),
      'earmark:specHash': specHash(features),
      'earmark:features': JSON.stringify(features),
      'earmark:grid': JSON.stringify({ sampleRate, frameLength, hopLength }),
    },
  };
}

const bandColumns = (features: FeatureSpec) =>
  Array.from(bandCentres(features), (hz, band) => `band${band}_${Number(hz.toFixed(1))}Hz`);

function joinRows(left: Float32Array, right: Float32Array, leftWidth: number, rightWidth: number) {
  const rows = Array.from({ length: left.length / leftWidth }, (_, row) => [
    left.subarray(row * leftWidth, (row + 1) * leftWidth),
    right.subarray(row * rightWidth, (row + 1) * rightWidth),
  ]);
  return concatenate(rows.flat());
}
