/** What there is to say about live input. */
export interface LiveSigns {
  readonly microphone: { readonly name: string; readonly processing: readonly string[] } | undefined;
  readonly muted: boolean;
  readonly full: boolean;
  readonly hearing: { readonly behind: boolean };
}

/**
 * What a person should know while listening: a sentence each.
 *
 * @returns nothing where all is well but which microphone is open, and nothing at all where none is
 * @example liveRemarks({ microphone, muted: true, full: false, hearing })[1] // 'No sound arrives: …'
 */
export function liveRemarks({ microphone, muted, full, hearing }: LiveSigns): string[] {
  if (!microphone) return [];
  const { name, processing } = microphone;
  const remarks = [
    processing.length === 0
      ? `Listening to ${name}, unchanged by the browser.`
      : `Listening to ${name}. The browser could not switch off ${processing.join(', ')}: what is heard differs from the sound in the room.`,
  ];
  if (muted) remarks.push('No sound arrives: the microphone is muted, by the system or by a switch on it.');
  if (hearing.behind)
    remarks.push('The network does not keep up with the microphone; what is heard is kept all the same.');
  if (full)
    remarks.push(
      'No more can be kept, and what comes now is lost: press Stop, download what was heard, and discard it.',
    );
  return remarks;
}

/**
 * The delay from a sound to the square, and what is counted in it.
 *
 * @param milliseconds from the arrival of sound in the browser to the change of the square
 * @param deviceMilliseconds what the microphone adds to that, undefined where the browser does not tell it
 * @example latencyInWords(60.2, 10) // '70 ms (microphone 10 ms, network and screen 60 ms)'
 */
export function latencyInWords(
  milliseconds: number | undefined,
  deviceMilliseconds: number | undefined,
): string {
  if (milliseconds === undefined) return 'not measured yet';
  return deviceMilliseconds === undefined
    ? `${Math.round(milliseconds)} ms, without the microphone’s own delay, which this browser does not tell`
    : `${Math.round(milliseconds + deviceMilliseconds)} ms (microphone ${Math.round(deviceMilliseconds)} ms, network and screen ${Math.round(milliseconds)} ms)`;
}
