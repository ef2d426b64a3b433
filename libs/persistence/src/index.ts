export * from './persistence';
export * from './persistence.module';
export * from './directories/catalogue-watch';
export { DatabaseInUseError } from './gateway/sqlite/sqlite-file';
export { StoreBusyError, StoreUnavailableError } from './gateway/store-errors';
export { TypeormUnitOfWork } from './stores/typeorm-unit-of-work';
