// The two public documents that every client fetches. Goal 16.
import { throughputLines } from '../measure/report.mjs';
import { compare, runLoad } from '../measure/run-load.mjs';

const reading = (label, server, path, expect) => ({ label, server, request: { method: 'GET', path }, expect });

export async function documents(bench) {
  const ours = await bench.gatehouse();
  const peer = await bench.oidcProvider('memory');
  const discovery = '/.well-known/openid-configuration';
  const figures = await runLoad(bench, {
    peerJwks: reading('O  oidc-provider JWKS', peer, '/jwks', '"keys":['),
    jwks: reading('Gatehouse JWKS', ours, '/.well-known/jwks.json', '"keys":['),
    peerDiscovery: reading('O  oidc-provider discovery', peer, discovery, '"token_endpoint":'),
    discovery: reading('Gatehouse discovery', ours, discovery, '"token_endpoint":'),
  });
  return {
    lines: throughputLines(Object.values(figures)),
    figures,
    measured: {
      '16a': compare(figures.jwks, figures.peerJwks),
      '16b': compare(figures.discovery, figures.peerDiscovery),
    },
  };
}
