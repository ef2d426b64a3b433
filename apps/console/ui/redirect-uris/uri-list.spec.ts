import { readPasted, stateOfRow, urisOf } from './uri-list';
import { judgeRows, piecesOf } from './uri-rules';

const rows = (...texts: string[]) => texts.map((text, key) => ({ key, text }));

it.each([
  ['https://a.example/cb', ['https://a.example/cb'], false],
  [' https://a.example/cb\t', ['https://a.example/cb'], true],
  ['https://a.example/\r\nhttps://b.example/\n\n', ['https://a.example/', 'https://b.example/'], false],
  ['https://a.example/,https://b.example/', ['https://a.example/', 'https://b.example/'], false],
  ['https://a.example/, com.example.app:/cb', ['https://a.example/', 'com.example.app:/cb'], true],
  ['https://a.example/x,y', ['https://a.example/x,y'], false],
  [' \n ', [], false],
])('reads %j from the clipboard', (text, uris, trimmed) => {
  expect(readPasted(text)).toEqual({ uris, trimmed });
});

it('judges rows with their neighbours, and leaves empty ones alone', () => {
  const list = rows('https://a.example/cb', '', 'http://a.example/cb', 'https://a.example/cb');
  const findings = judgeRows(list, 'web');
  expect(findings.map((of) => of.map(({ rule }) => rule))).toEqual([[], [], ['R06'], ['R13']]);
  expect(list.map(({ text }, index) => stateOfRow(text, findings[index] ?? []))).toEqual([
    'fine',
    'empty',
    'error',
    'info',
  ]);
  expect(urisOf(list)).toHaveLength(3);
});

it('puts the worst finding first', () => {
  const [findings = []] = judgeRows(rows('http://a.example/Callback'), 'web');
  expect(findings.map(({ level }) => level)).toEqual(['error', 'warning']);
});

it('takes a URI apart, and says that a native client’s loopback port is free', () => {
  expect(piecesOf('http://127.0.0.1:8080/cb?a=1', 'native').map(({ value }) => value)).toEqual([
    'http',
    '127.0.0.1',
    'any',
    '/cb',
    'a=1',
  ]);
  expect(piecesOf('http://127.0.0.1:8080/cb', 'web')).toContainEqual({ name: 'Port', value: '8080' });
  expect(piecesOf('callback', 'web')).toEqual([]);
});
