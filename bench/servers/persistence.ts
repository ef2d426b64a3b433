/** The library as the scripts of the benchmark use it. */
export { openPersistence, readTokenFilter } from '@gatehouse/persistence';
