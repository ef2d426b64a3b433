/** The only place of the API that reads process.env. */
import { withEnvironmentFile, type EnvironmentSource } from '@gatehouse/environment';

/** The environment of this process, completed by a `.env` file in its working directory. */
export function processEnvironment(): EnvironmentSource {
  return withEnvironmentFile(process.env);
}
