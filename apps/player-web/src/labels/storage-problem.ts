/**
 * Why labels could not be kept in the browser, and what to do, for a person.
 *
 * @param error what IndexedDB threw
 * @example sayStorageProblem(new DOMException('', 'QuotaExceededError')) // 'The browser’s storage is full: …'
 */
export function sayStorageProblem(error: unknown): string {
  const stay = 'Your labels are still here, on this page: export them before you close it';
  const { name = '', message = String(error) } = error as Partial<Error>;
  switch (name) {
    case 'QuotaExceededError':
      return `The browser’s storage is full. ${stay}, or make room; the next edit tries again.`;
    case 'VersionError':
      return `Another tab runs a newer Earmark. ${stay}, then reload.`;
    case 'RangeError':
      return `The labels that this browser kept for the recording can’t be read (${message}). ${stay}.`;
    case 'SecurityError':
    case 'InvalidStateError':
    case 'ReferenceError':
      return `This browser keeps nothing for this page, as in a private window. ${stay}.`;
    default:
      return `The browser could not keep your labels (${message || name}). ${stay}; the next edit tries again.`;
  }
}
