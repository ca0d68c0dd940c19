import { describe, expect, it } from '@jest/globals';
import { browserName } from './browser-name.ts';

const chrome =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.7000.12 Safari/537.36';
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

describe('browserName', () => {
  it.each([
    ['Chrome 156', chrome],
    ['Chrome 156', chrome.replace('Chrome', 'HeadlessChrome')],
    ['Edge 155', `${chrome} Edg/155.0.1.2`],
    ['Opera 120', `${chrome} OPR/120.0.0.0`],
    ['Firefox 150', 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0'],
    [
      'Safari 26',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Safari/605.1.15',
    ],
    ['Safari 26', `${iPhone} Version/26.1 Mobile/15E148 Safari/604.1`],
    ['Chrome 156', `${iPhone} CriOS/156.0.7000.12 Mobile/15E148 Safari/604.1`],
    ['unknown', 'Node.js/24'],
  ])('is %s', (name, userAgent) => {
    expect(browserName(userAgent)).toBe(name);
  });
});
