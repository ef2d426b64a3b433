// eslint-disable-next-line @nx/enforce-module-boundaries -- the root's package.json is the one place that has it
import { version } from '../../../../package.json';

/** Of this build of Gatehouse. */
export const VERSION: string = version;
