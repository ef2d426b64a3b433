/** What the checking server supports; what is left out means everything that the rules know. */
import {
  asymmetricAlgorithms,
  knownGrantTypes,
  knownResponseTypes,
  secretAlgorithms,
  tokenEndpointAuthMethods,
} from '../vocabulary';

export interface ClientMetadataCheckOptions {
  grantTypes?: readonly string[];
  responseTypes?: readonly string[];
  tokenEndpointAuthMethods?: readonly string[];
  /** Algorithms with which the server signs ID tokens and userinfo. */
  idTokenSigningAlgorithms?: readonly string[];
}

export function completeOptions(options: ClientMetadataCheckOptions): Required<ClientMetadataCheckOptions> {
  return {
    grantTypes: options.grantTypes ?? knownGrantTypes,
    responseTypes: options.responseTypes ?? knownResponseTypes,
    tokenEndpointAuthMethods: options.tokenEndpointAuthMethods ?? tokenEndpointAuthMethods,
    idTokenSigningAlgorithms: options.idTokenSigningAlgorithms ?? [...asymmetricAlgorithms, ...secretAlgorithms],
  };
}
