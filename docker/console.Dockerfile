# The admin console.
#   docker build -f docker/console.Dockerfile -t gatehouse-console .
FROM node:20-bookworm-slim AS build
WORKDIR /gatehouse
COPY package.json package-lock.json ./
# Nothing here needs a compiled package.
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1
RUN node tools/build-console.mjs

FROM node:20-bookworm-slim
WORKDIR /gatehouse
# Next's server takes its address from PORT and HOSTNAME.
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=4001
COPY --from=build /gatehouse/dist/apps/console ./dist/apps/console
USER node
EXPOSE 4001
HEALTHCHECK --interval=10s --timeout=3s --start-period=15s --start-interval=1s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/apps/console/apps/console/server.js"]
