// What the connections send. Each makes, from an order, options of autocannon and, where connections carry something
// from one request to the next, `state()` for the following order.

const sameRequest = () => ({ options: {} });

/**
 * Every connection redeems its own refresh token and goes on with the one it gets. `order.state`: one token for each
 * connection; `order.request.body`: the form without the token.
 */
function rotateRefreshTokens({ request, state, connections }) {
  if (state.length < connections) throw new Error('Every connection needs a refresh token of its own.');
  const tokens = state.slice(0, connections);
  let clients = 0;
  return {
    options: {
      setupClient(client) {
        const index = clients++;
        client.setRequests([
          {
            setupRequest: (raw) => ({
              ...raw,
              body: `${request.body}&refresh_token=${encodeURIComponent(tokens[index])}`,
            }),
            onResponse(status, body) {
              if (status === 200) tokens[index] = JSON.parse(body).refresh_token;
            },
          },
        ]);
      },
    },
    state: () => tokens,
  };
}

export const workloads = { 'same-request': sameRequest, 'rotate-refresh-tokens': rotateRefreshTokens };
