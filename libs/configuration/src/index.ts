export * from './configuration';
export * from './read-configuration';
export * from './plan-configuration';
export * from './apply-configuration';
export * from './client-record';
export * from './supported-metadata';
