/** What any library asks for, as JSON; and the same for MCP clients. */
import type { IntegrationFacts } from '../integration-facts';
import { environmentOf, type Snippet, type SnippetFile } from './snippet';

const json = (name: string, value: object): SnippetFile => ({ name, code: `${JSON.stringify(value, undefined, 2)}\n` });

function everything(facts: IntegrationFacts): object {
  const { issuer, clientId, method, scope, redirectUris, resource, signsIn } = facts;
  return {
    issuer,
    discovery: `${issuer}/.well-known/openid-configuration`,
    client_id: clientId,
    token_endpoint_auth_method: method,
    grant_type: signsIn ? 'authorization_code' : 'client_credentials',
    ...(signsIn ? { redirect_uris: redirectUris, response_type: 'code', code_challenge_method: 'S256' } : {}),
    scope,
    ...(resource === undefined ? {} : { resource }),
  };
}

export const settings: Snippet = {
  id: 'json',
  name: 'Any library',
  fits: () => true,
  before: (facts) =>
    `What every OAuth library asks for. It finds the endpoints at the discovery address. ${environmentOf(facts)}`,
  files: (facts) => [json('client.json', everything(facts))],
};

/** Lower-case letters, digits and hyphens. */
const keyOf = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'gatehouse';

export const mcp: Snippet = {
  id: 'mcp',
  name: 'MCP client',
  fits: ({ kind, signsIn, method }) => kind === 'agent' && signsIn && method === 'none',
  before: ({ resource }) =>
    `${resource === undefined ? 'Replace the url by that of your MCP server, and add the server under APIs & scopes. ' : ''}MCP clients differ in the names of these members; the values are the same. It is a public client: there is no secret.`,
  files: ({ issuer, clientId, clientName, resource, scope, redirectUris }) => [
    json('mcp.json', {
      mcpServers: {
        [keyOf(clientName)]: {
          type: 'http',
          url: resource ?? 'https://mcp.example/mcp',
          oauth: { authorizationServer: issuer, clientId, scope, redirectUris },
        },
      },
    }),
  ],
};
