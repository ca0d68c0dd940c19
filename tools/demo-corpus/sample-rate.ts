/** Sample rate in Hz of everything in the demo corpus. */
export const sampleRate = 16_000;
