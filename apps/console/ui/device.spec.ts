import { deviceName } from './device';

describe('the program that a User-Agent names', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
      'Chrome 156 on Linux',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
      'Safari 19 on iOS (iPhone)',
    ],
    ['curl/8.5.0', 'curl 8.5.0'],
    ['node', 'node'],
    ['', 'unknown program'],
    [null, 'unknown program'],
  ])('%s', (userAgent, name) => {
    expect(deviceName(userAgent)).toBe(name);
    expect(deviceName(userAgent)).toBe(name);
  });
});
