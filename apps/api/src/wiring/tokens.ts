/** What the rooms inject that has no class of its own. */
export const PROTOCOL_CONTEXT = Symbol('ProtocolContext');
