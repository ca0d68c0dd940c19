import { DecodeError, READABLE_FORMATS } from '../decode-error.ts';
import { type Decoder, NeedsFfmpeg, type RecordingSource } from './decoder.ts';
import { oggPages } from './ogg-pages.ts';
import { openOpus } from './opus.ts';
import { openVorbis } from './vorbis.ts';

/**
 * Opens an Ogg file: the first Vorbis or Opus stream in it.
 *
 * @throws DecodeError for a damaged file; NeedsFfmpeg where there is another codec in it (FLAC, Speex); NoSamplesError.
 */
export async function openOgg(source: RecordingSource): Promise<Decoder> {
  let hasStreams = false;
  for await (const { isFirst, serial, body } of oggPages(source.file, source.start, () => undefined)) {
    if (!isFirst) break;
    hasStreams = true;
    const marks = Buffer.from(body.subarray(0, 8)).toString('latin1');
    if (marks.startsWith('\x01vorbis')) return openVorbis(source, serial, body);
    if (marks === 'OpusHead') return openOpus(source, serial, body);
  }
  if (hasStreams) throw new NeedsFfmpeg('an Ogg file without a Vorbis or Opus stream');
  throw new DecodeError(source.path, `an Ogg file whose first page is damaged; ${READABLE_FORMATS}`);
}
