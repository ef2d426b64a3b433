'use strict';
const { join } = require('node:path');
const { project } = require('./jest.preset.cjs');

// A MariaDB of its own for the projects that want one; `npm test` starts it first and this finds it running.
const withDatabase = {
  globalSetup: join(__dirname, 'tools/jest-global-setup.cjs'),
  globalTeardown: join(__dirname, 'tools/jest-global-teardown.cjs'),
};
const flow = { ...withDatabase, testMatch: ['<rootDir>/**/*.e2e-spec.{ts,tsx}'] };
const slow = join(__dirname, 'tools/jest-slow-setup.cjs');

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  reporters: ['default', join(__dirname, 'tools/jest-summary-reporter.cjs')],
  projects: [
    project('protocol', 'libs/protocol'),
    project('identity', 'libs/identity'),
    project('audit', 'libs/audit'),
    project('client-rules', 'libs/client-rules'),
    project('environment', 'libs/environment'),
    project('configuration', 'libs/configuration'),
    project('contracts', 'libs/contracts'),
    project('resource-server', 'libs/resource-server'),
    project('persistence', 'libs/persistence', { ...withDatabase, setupFilesAfterEnv: [slow] }),
    project('api', 'apps/api/src'),
    project('cli', 'apps/cli', { ...withDatabase, setupFilesAfterEnv: [slow] }),
    project('demo', 'apps/demo/src'),
    project('api-e2e', 'apps/api/e2e', {
      ...flow,
      setupFilesAfterEnv: [slow],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/pages/'],
    }),
    project('pages', 'apps/api/e2e/pages', { ...flow, setupFilesAfterEnv: [slow] }),
    project('console', 'apps/console', {
      jsx: 'react',
      testPathIgnorePatterns: ['/node_modules/', '/\\.next/', '<rootDir>/e2e/'],
    }),
    project('console-e2e', 'apps/console/e2e', { ...flow, jsx: 'react', setupFilesAfterEnv: [slow] }),
    project('tools', 'tools', { testMatch: ['<rootDir>/**/*.spec.{ts,mjs}'], setupFilesAfterEnv: [slow] }),
    project('bench', 'bench', { testMatch: ['<rootDir>/**/*.spec.{ts,mjs}'], setupFilesAfterEnv: [slow] }),
  ].filter(Boolean),
};
