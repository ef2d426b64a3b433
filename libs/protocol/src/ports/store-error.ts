/**
 * The store could not do its work and nothing was changed; trying again later is right. Adapters throw their own kinds
 * of it, and whoever answers the request says 503.
 */
export abstract class StoreError extends Error {}
