'use strict';

module.exports = async function globalTeardown() {
  await globalThis.gatehouseTestMariadb?.stop();
  globalThis.gatehouseTestMariadb = undefined;
};
