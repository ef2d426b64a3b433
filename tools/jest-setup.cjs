'use strict';

// Decorator metadata has to exist before the first decorated class is read.
require('reflect-metadata');
// Read by decorators at import, so it must be set before any test's own code runs.
process.env.LOG_LEVEL ??= 'silent';
process.env.TZ ??= 'UTC';
