/**
 * Why there is no microphone, and what to do about it, for the person.
 *
 * @param error what `getUserMedia` or the audio context threw
 * @example microphoneProblem(new DOMException('', 'NotFoundError')) // 'No microphone was found. Plug one in and …'
 */
export function microphoneProblem(error: unknown): string {
  const { name, message } = error as Error;
  switch (name) {
    case 'NotAllowedError':
      return message.includes('system')
        ? 'The system keeps this browser from using a microphone. Allow it in the settings of the system, then listen again.'
        : 'This page may not use the microphone. Allow it in the browser, beside the address of the page, then listen again.';
    case 'NotFoundError':
      return 'No microphone was found. Plug one in and listen again.';
    case 'OverconstrainedError':
      return 'The chosen microphone is not there any more. Choose another one and listen again.';
    case 'NotReadableError':
      return 'The microphone does not answer: another program may be using it. Close that, or choose another microphone.';
    default:
      return `The microphone could not be opened: ${message || name}. Choose another one, or load the page again.`;
  }
}

/**
 * Why this page gets no microphone at all.
 *
 * @param secure whether the browser trusts the connection (`isSecureContext`)
 * @param address of the page
 */
export function noMicrophoneProblem(secure: boolean, address: string): string {
  return secure
    ? 'This browser can’t use microphones. Take a current Firefox, Chrome, Edge or Safari.'
    : `Browsers give a microphone only to pages that come over https or from this computer itself, and this one came from ${address}. ` +
        'Open it over https, or on the computer that serves it as http://localhost.';
}
