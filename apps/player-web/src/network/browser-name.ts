/** Most browsers name those that they are like, too: the first that fits counts. */
const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chrome', /(?:Chrome|\bCriOS)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+)\S* (?:Mobile\/\S+ )?Safari\//],
];

/**
 * The name and the major version of a browser, and nothing else of what it tells about a person's machine.
 *
 * @param userAgent `navigator.userAgent`
 * @returns `unknown` where it is none of the common ones
 * @example browserName('Mozilla/5.0 (X11; Linux x86_64) … Chrome/156.0.0.0 Safari/537.36') // 'Chrome 156'
 */
export function browserName(userAgent: string): string {
  for (const [name, version] of BROWSERS) {
    const major = version.exec(userAgent)?.[1];
    if (major) return `${name} ${major}`;
  }
  return 'unknown';
}
