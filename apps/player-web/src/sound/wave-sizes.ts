const HEADER_BYTES = 12;
const CHUNK_HEAD_BYTES = 8;
/** What a program writes that can't know the size; readers then go on to the end of the file. */
const UNKNOWN = 0xffffffff;
/** Recorders put their notes ahead of the samples; what is further in is no header. */
const SEARCH_BYTES = 1 << 16;

/**
 * Corrects the sizes that a WAV file notes down where a recorder never completed them (0, as after a crash or in a stream) or where they
 * don't reach to the end of the samples, and gives BW64 its older name RF64: else nothing or too little would be read.
 *
 * Source: IBM and Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991; ITU-R BS.2088.
 *
 * @returns the same file where there is nothing to correct, or where it is no WAV file; the samples are not copied
 * @example const input = new Input({ source: new BlobSource(await withWaveSizes(file)), formats: [WAVE] })
 */
export async function withWaveSizes(file: Blob): Promise<Blob> {
  const head = new Uint8Array(await file.slice(0, SEARCH_BYTES).arrayBuffer());
  const view = new DataView(head.buffer);
  const text = (at: number) => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < HEADER_BYTES || text(8) !== 'WAVE') return file;
  if (text(0) === 'BW64') {
    head.set(new TextEncoder().encode('RF64'));
    return new Blob([head, file.slice(head.length)]);
  }
  const data = text(0) === 'RIFF' ? dataChunk(view, text) : undefined;
  if (data === undefined) return file;
  const dataBytes = view.getUint32(data + 4, true);
  const end = data + CHUNK_HEAD_BYTES + dataBytes;
  if (dataBytes > 0 && CHUNK_HEAD_BYTES + view.getUint32(4, true) >= Math.min(end, file.size)) return file;
  view.setUint32(4, UNKNOWN, true);
  if (dataBytes === 0) view.setUint32(data + 4, UNKNOWN, true);
  return new Blob([head, file.slice(head.length)]);
}

/** Where the chunk begins that holds the samples. */
function dataChunk(view: DataView, text: (at: number) => string): number | undefined {
  for (let at = HEADER_BYTES; at + CHUNK_HEAD_BYTES <= view.byteLength;) {
    if (text(at) === 'data') return at;
    const bytes = view.getUint32(at + 4, true);
    at += CHUNK_HEAD_BYTES + bytes + (bytes % 2);
  }
  return undefined;
}
