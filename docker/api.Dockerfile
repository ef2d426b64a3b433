# The API and the operator's command.
#   docker build -f docker/api.Dockerfile -t gatehouse-api .
FROM node:20-bookworm-slim AS build
WORKDIR /gatehouse
# better-sqlite3 is compiled when no finished binary can be fetched.
RUN apt-get update \
  && apt-get install -y --no-install-recommends python3 make g++ \
  && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node tools/run.mjs build --projects api,cli
# The console's own packages are half the size, and nothing in here loads them.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/next node_modules/@next node_modules/react-dom

FROM node:20-bookworm-slim
WORKDIR /gatehouse
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=build /gatehouse/package.json ./
COPY --from=build /gatehouse/node_modules ./node_modules
COPY --from=build /gatehouse/dist/apps/api ./dist/apps/api
COPY --from=build /gatehouse/dist/apps/cli ./dist/apps/cli
# The embedded database, its master key and the outbox.
RUN mkdir data && chown node:node data
VOLUME /gatehouse/data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/api/main.js"]
