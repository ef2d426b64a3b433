'use strict';

/** Starts a throw-away MariaDB when Jest is run by itself and finds none; `npm test` has set the address already. */
module.exports = async function globalSetup() {
  const services = await import('./test-services.mjs');
  process.env.GATEHOUSE_TEST_CHROMIUM ??= services.findChromium() ?? '';
  if (process.env.GATEHOUSE_TEST_MARIADB_URL !== undefined) return;
  if (services.findMariadb() === undefined) return;
  const mariadb = await services.startMariadb();
  process.env.GATEHOUSE_TEST_MARIADB_URL = mariadb.url;
  globalThis.gatehouseTestMariadb = mariadb;
};
