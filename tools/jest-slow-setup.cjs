'use strict';

// Servers, databases and browsers start in here; a busy machine needs room.
jest.setTimeout(60_000);
