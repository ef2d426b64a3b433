/** Every extension of the house. To add one: its folder, and a line here. */
import type { Extension } from './extension';
import { pkce } from './rfc7636-pkce/pkce.extension';
import { resourceIndicators } from './rfc8707-resource-indicators/resource-indicators.extension';
import { issuerIdentification } from './rfc9207-issuer-identification/issuer-identification.extension';

export const registeredExtensions: readonly Extension[] = [pkce, resourceIndicators, issuerIdentification];
