// Control F: the least that Node can do. Reads a form and answers JSON of a token response's size.
import { createServer } from 'node:http';
import { answer } from './fixed-answer.mjs';

createServer((request, response) => {
  if (request.method !== 'POST') return response.end('ready');
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const body = JSON.stringify(answer(form.get('scope')));
    response.writeHead(200, {
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'Content-Length': Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
