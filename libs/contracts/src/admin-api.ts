// Generated from openapi.json by tools/openapi.mjs; the next run overwrites what is changed here.
/* eslint-disable -- generated: its length and style are not ours */
export interface paths {
  '/admin/v1/apis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List APIs
     * @description In the order of identifiers, with those that are part of Gatehouse.
     */
    get: operations['apis_list'];
    put?: never;
    /** Register an API */
    post: operations['apis_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/apis/{api_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an API */
    get: operations['apis_find'];
    put?: never;
    post?: never;
    /**
     * Delete an API
     * @description Refused while clients use it, unless `force=true`.
     */
    delete: operations['apis_remove'];
    options?: never;
    head?: never;
    /**
     * Change an API
     * @description A merge patch (RFC 7396). `scopes` is the whole list: those that are left out are removed.
     */
    patch: operations['apis_update'];
    trace?: never;
  };
  '/admin/v1/apis/{api_id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable an API
     * @description No token is issued for it any more, and those that were are not active at introspection.
     */
    post: operations['apis_disable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/apis/{api_id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enable an API */
    post: operations['apis_enable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/apis/{api_id}/scopes/{scope}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Add a scope, or change what it says
     * @description `If-Match` is the entity tag of the API.
     */
    put: operations['apis_putScope'];
    post?: never;
    /**
     * Remove a scope
     * @description Refused while clients may ask for it, unless `force=true`. `If-Match` is the entity tag of the API.
     */
    delete: operations['apis_removeScope'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/attention': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List what needs attention
     * @description Secrets that end, clients with a poor security grade or many refusals, signing keys (for `keys:read`), and the audit log. The first 500 clients are graded.
     */
    get: operations['attention_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search the audit log
     * @description Newest first. A search reads a bounded number of rows; when it stops for that, `searched_back_to` says how far it got, and `next` goes on there, also with no items.
     */
    get: operations['audit_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit/{event_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read an event */
    get: operations['audit_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit/checkpoints': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List signed checkpoints
     * @description Newest first, with the public key that they are signed with.
     */
    get: operations['audit_checkpoints'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Export what a filter matches
     * @description Oldest first. `jsonl` is signed and proves that every event is what the chain holds at its place; `csv` is for reading. The export is audited itself.
     */
    get: operations['audit_export'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Follow the audit log
     * @description Server-sent events `audit` whose data is an event, whose id its place in the chain. `Last-Event-ID` goes on after a place.
     */
    get: operations['audit_stream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/audit/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Verify the audit log
     * @description Goes through the chain and names the first row that is not as it was written. A long log is verified in several requests: send `next_after` as `after`.
     */
    post: operations['audit_verify'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/authorization-checks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Check an authorization request without sending it
     * @description The authorization endpoint itself judges, up to where a person is needed. Nothing is issued, stored or reported, and nobody is asked.
     */
    post: operations['authorizationChecks_check'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List clients
     * @description In the order of ids. With `search` those whose id begins so come first, then those whose name does.
     */
    get: operations['clients_list'];
    put?: never;
    /**
     * Register a client
     * @description What is left out gets the safe default of its kind. A secret, where one is needed, is shown only here.
     */
    post: operations['clients_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a client */
    get: operations['clients_find'];
    put?: never;
    post?: never;
    /**
     * Delete a client
     * @description With its secrets. Its tokens are dead from then on, also for a later client of the same id.
     */
    delete: operations['clients_remove'];
    options?: never;
    head?: never;
    /**
     * Change a client
     * @description A merge patch (RFC 7396): what is left out stays, null removes and brings the default back.
     */
    patch: operations['clients_update'];
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable a client
     * @description At once and on every replica: it gets no more tokens, and those that it has are dead for good.
     */
    post: operations['clients_disable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Enable a client */
    post: operations['clients_enable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/lint': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Judge a client by RFC 9700 and OAuth 2.1 */
    get: operations['clients_lint'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/redirect-uris': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Register a redirect URI for a while
     * @description For preview deployments. By the rules of every redirect URI; sent again, its time starts anew.
     */
    post: operations['clientRedirectUris_add'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/redirect-uris/{redirect_uri_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Delete an expiring redirect URI
     * @description At once, on every replica within a second.
     */
    delete: operations['clientRedirectUris_remove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/rejected-redirect-uris': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List redirect URIs that a client was refused for lately
     * @description Each once, the latest first, with the difference and the exact value to add.
     */
    get: operations['rejectedUris_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the secrets of a client
     * @description When each was made, ends, and was last used. Never the secrets themselves: they are not stored.
     */
    get: operations['clientSecrets_list'];
    put?: never;
    /**
     * Make a secret
     * @description Shown in this answer only. At most two are live at once.
     */
    post: operations['clientSecrets_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/secrets/{secret_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read what is known of a secret */
    get: operations['clientSecrets_find'];
    put?: never;
    post?: never;
    /**
     * Delete a secret
     * @description It stops working at once, on every replica within a second.
     */
    delete: operations['clientSecrets_remove'];
    options?: never;
    head?: never;
    /** Change when a secret ends */
    patch: operations['clientSecrets_update'];
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/secrets/roll': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make a secret and let the others end
     * @description The new one works at once; those that are live now go on for the overlap.
     */
    post: operations['clientSecrets_roll'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/{client_id}/token-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Preview the tokens that a client would be issued
     * @description The endpoints themselves are rehearsed, as if the person had signed in with a password just now and agreed. Nothing is signed, stored or reported; a refusal is answered as one.
     */
    post: operations['tokenPreview_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/clients/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Judge a client without registering it */
    post: operations['clients_check'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/consents': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List consents of a user or for a client
     * @description Newest first.
     */
    get: operations['consents_page'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/consents/{consent_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a consent */
    get: operations['consents_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/consents/{consent_id}/revoke': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Revoke a consent
     * @description Ends everything that was approved under it. The client has to ask the user again.
     */
    post: operations['consents_revoke'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/failures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List refused requests
     * @description The newest first. Only so many are kept of each client, and over all.
     */
    get: operations['failures_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/failures/{reference}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Explain a refused request
     * @description By the reference on the error page, in the answer’s `X-Request-Id` or in the log; as a person types it.
     */
    get: operations['failures_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read who you are and what you may do */
    get: operations['me_read'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/openapi.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read this description
     * @description OpenAPI 3.1. Everybody may read it: it says nothing about this server that its source does not.
     */
    get: operations['openApi_document'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/revocations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List revocations
     * @description Newest first.
     */
    get: operations['revocations_list'];
    put?: never;
    /**
     * Carry out a previewed revocation
     * @description Refused when a token has joined the set since the preview. Everything is dead when this answers 200; 202 says that the tokens of a large filter are being revoked, and the receipt tells how far it is.
     */
    post: operations['revocations_commit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/revocations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a preview or receipt */
    get: operations['revocations_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/revocations/{id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the tokens of a preview or receipt
     * @description In the order of ids, which is the order in which they were issued.
     */
    get: operations['revocations_members'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/revocations/{id}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop a running revocation
     * @description What it has not reached stays alive; what it has revoked stays dead.
     */
    post: operations['revocations_stop'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/revocations/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Preview a revocation
     * @description Counts and lists what is alive and would end. Nothing ends. The preview can be committed for 15 minutes.
     */
    post: operations['revocations_preview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Find something by an id or the beginning of a name */
    get: operations['search_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List sessions
     * @description Newest first.
     */
    get: operations['sessions_page'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/sessions/{session_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a session */
    get: operations['sessions_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/sessions/{session_id}/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * End a session
     * @description Signs the browser out and ends everything that was approved in the session, also what has `offline_access`: of a session that has ended by itself as well.
     */
    post: operations['sessions_end'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read the settings
     * @description With their defaults and bounds, and with read-only facts of the environment.
     */
    get: operations['settings_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Change settings
     * @description A merge patch (RFC 7396): what is left out stays, null brings the default back. Every replica follows within a second.
     */
    patch: operations['settings_update'];
    trace?: never;
  };
  '/admin/v1/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List signing keys
     * @description All of them, the newest first: there are few. With what may be done with each now, and why not.
     */
    get: operations['signingKeys_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/signing-keys/{kid}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a signing key */
    get: operations['signingKeys_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/signing-keys/{kid}/activate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let an announced key sign */
    post: operations['signingKeys_activate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/signing-keys/{kid}/retire': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a key out of the key set
     * @description One that no longer signs, or an announced one that never will.
     */
    post: operations['signingKeys_retire'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/signing-keys/announce': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Announce a new signing key
     * @description It is published, and signs when it is activated, by itself or by hand.
     */
    post: operations['signingKeys_announce'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/signing-keys/emergency': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a new key sign at once
     * @description For when the key that signs may be in the wrong hands. Relying parties meet a key that they have not fetched yet. The key before stays published until it is revoked: make a revocation of it next.
     */
    post: operations['signingKeys_replaceAtOnce'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read how often what happened
     * @description Counted from the audit log in the background, seconds behind. Each series with its reasons and the total of the range before, and the clients that were refused most.
     */
    get: operations['stats_read'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/stats/now': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read how much there is now
     * @description Counts stop at a thousand, and after looking at a bounded number of rows: `capped` says so.
     */
    get: operations['stats_now'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Search issued tokens
     * @description By any combination of filters. A page that looks for something rare may be short, even empty, and still have a `next`: it says how far it has searched.
     */
    get: operations['tokens_page'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/tokens/{token_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read what is known of a token
     * @description With what would happen if it were presented now.
     */
    get: operations['tokens_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/tokens/{token_id}/lineage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Read where a token comes from and what came of it
     * @description Sign-in, consent, approval, and the tokens of the family a page at a time, in order of issue.
     */
    get: operations['tokens_lineage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/tokens/lookup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Find a token that somebody holds
     * @description By its id and digest, both worked out where the token was pasted: the token itself is never sent. The whole digest has to match.
     */
    post: operations['tokens_lookup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/upkeep': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read the state of the sweeps and the sizes of the tables */
    get: operations['upkeep_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List users
     * @description Newest first; with `state=disabled` alone, by when they were disabled. With `search`, those whose id begins so come first, then those whose names do, by name.
     */
    get: operations['users_page'];
    put?: never;
    /** Make a user */
    post: operations['users_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Read a user */
    get: operations['users_find'];
    put?: never;
    post?: never;
    /**
     * Delete a user
     * @description What was issued ends, consents too. The names are free again; a later user of the same name is another.
     */
    delete: operations['users_remove'];
    options?: never;
    head?: never;
    /**
     * Change what is known of a user
     * @description A merge patch (RFC 7396): what is left out stays, null removes.
     */
    patch: operations['users_update'];
    trace?: never;
  };
  '/admin/v1/users/{user_id}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable a user
     * @description At once and on every replica: the user is signed out, and what was issued ends.
     */
    post: operations['users_disable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enable a user
     * @description Nothing that ended comes back: the user signs in again.
     */
    post: operations['users_enable'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}/lift-sign-in-lock': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a user try to sign in again
     * @description Forgets failed attempts for this user, at every network. What one network may try for all users stays.
     */
    post: operations['users_liftSignInLock'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Give a user a new password
     * @description Ends the sessions of the user and everything that was issued under the old one.
     */
    put: operations['users_setPassword'];
    post?: never;
    /**
     * Take the password of a user away
     * @description Ends the sessions of the user and everything that was issued under it.
     */
    delete: operations['users_removePassword'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}/roles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Set the roles of a user
     * @description Nobody can give a role that allows more than they may do themselves. Only owners make and unmake owners.
     */
    put: operations['users_setRoles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/v1/users/{user_id}/sessions/end': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign a user out everywhere
     * @description Ends every session of the user and everything that was issued for the user.
     */
    post: operations['userSessions_end'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AddRedirectUriBody: {
      uri: string;
      /** @description Seconds from now: a minute to 30 days. */
      expires_in: number;
    };
    AnnounceKeyBody: {
      /** @enum {string} */
      algorithm: 'RS256' | 'ES256';
    };
    ApiAnswer: {
      self: string;
      identifier: string;
      name: string;
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      /** @description Part of Gatehouse: it can be neither changed nor deleted. */
      built_in: boolean;
      /** @enum {string} */
      access_token_format: 'jwt' | 'opaque';
      access_token_lifetime: number;
      /** @enum {string} */
      access_token_signing_alg: 'RS256' | 'ES256';
      scopes: components['schemas']['ApiScopeDto'][];
      disabled_at: number | null;
      created_at: number;
      updated_at: number;
    };
    ApiPageAnswer: {
      items: components['schemas']['ApiAnswer'][];
      next: string | null;
    };
    ApiScopeDto: {
      name: string;
      /** @description What people read when a client asks for it. */
      description: string;
    };
    AttentionAnswer: {
      at: number;
      /** @description The most urgent first, 50 at most; empty when nothing needs anybody. */
      items: components['schemas']['AttentionItemAnswer'][];
    };
    AttentionItemAnswer: {
      /** @enum {string} */
      kind:
        | 'secret_expires'
        | 'secret_expired'
        | 'signing_key_due'
        | 'signing_key_overdue'
        | 'client_grade'
        | 'client_refusals'
        | 'audit_faulty'
        | 'audit_unverified';
      /** @enum {string} */
      severity: 'critical' | 'warning' | 'info';
      target: components['schemas']['AttentionTargetAnswer'];
      client_id: string | null;
      /** @description What is the matter and what to do, in a sentence or two. */
      message: string;
      /** @description Since when it is so; null when that is not known. */
      since: number | null;
      /** @description By when something will happen, or has to. */
      until: number | null;
    };
    AttentionTargetAnswer: {
      /** @enum {string} */
      kind: 'client' | 'client_secret' | 'signing_key' | 'audit';
      id: string;
      /** @description What it is called; of a secret, its client. */
      name: string;
    };
    AuditActorAnswer: {
      /** @enum {string} */
      kind: 'person' | 'client' | 'operator' | 'system' | 'anonymous';
      id: string | null;
    };
    AuditEventAnswer: {
      self: string;
      id: string;
      /** @description Its place in the chain; null until it is sealed, which takes less than two seconds. */
      seq: number | null;
      at: number;
      /** @description Stable id of what happened. */
      event: string;
      /** @description The same in a sentence. */
      title: string;
      /** @enum {string} */
      outcome: 'success' | 'refused' | 'failed';
      actor: components['schemas']['AuditActorAnswer'];
      target: components['schemas']['AuditTargetAnswer'] | null;
      client_id: string | null;
      subject: string | null;
      family_id: string | null;
      session_id: string | null;
      ip: string | null;
      user_agent: string | null;
      check: string | null;
      reference: string | null;
      /** @description Ids, counts, and what changed (`before`, `after`); never a secret. */
      detail: {
        [key: string]: unknown;
      };
    };
    AuditFaultAnswer: {
      /** @enum {string} */
      kind:
        | 'event_missing'
        | 'event_changed'
        | 'order_changed'
        | 'start_missing'
        | 'end_missing'
        | 'checkpoint_forged'
        | 'checkpoint_contradicts'
        | 'pending_unreadable';
      /** @description Place in the chain; null for an event that has none yet. */
      seq: number | null;
      event_id: string | null;
      message: string;
    };
    AuditKeyAnswer: {
      /** @description Its thumbprint (RFC 7638). */
      key_id: string;
      jwk: {
        [key: string]: unknown;
      };
    };
    AuditPageAnswer: {
      items: components['schemas']['AuditEventAnswer'][];
      next: string | null;
      /** @description How far back the search got when it stopped for having read enough rows: `next` goes on there. Null when it was not stopped. */
      searched_back_to: number | null;
    };
    AuditTargetAnswer: {
      kind: string;
      id: string;
    };
    AuditVerificationAnswer: {
      /** @enum {string} */
      verdict: 'sound' | 'faulty';
      fault: components['schemas']['AuditFaultAnswer'] | null;
      /** @description The first place that was looked at. */
      from: number;
      /** @description The last place that was found sound. */
      through: number;
      events: number;
      /** @description Events without a place that were looked at too. */
      unsealed: number;
      checkpoints: number;
      /** @description Send it as `after` to go on; null when everything was looked at, or a fault was found. */
      next_after: number | null;
    };
    AuthorizationCheckAnswer: {
      /** @description Whether nothing stands in the way of the request but a person who has to be there. */
      acceptable: boolean;
      /** @description The client that asks, if it is registered. */
      client_id: string | null;
      /** @description Every check in the order in which it is made. The first that fails ends the request. */
      checks: components['schemas']['MadeCheckAnswer'][];
      refusal: components['schemas']['WouldRefuseAnswer'] | null;
      /** @description What the person would be asked; null when it does not come to that. */
      person: components['schemas']['WouldAskAnswer'] | null;
      /** @description Every parameter that is known, sent or not, and behind them those that are not known. */
      parameters: components['schemas']['ReadParameterAnswer'][];
    };
    AuthorizationCheckBody: {
      /** @description By name: a text, or a list of texts for a parameter that is sent several times. As they are, without percent-encoding. */
      parameters: {
        [key: string]: unknown;
      };
    };
    BoundedCountAnswer: {
      /** @description Up to a hundred. */
      count: number;
      /** @description There may be more than `count`. */
      more: boolean;
    };
    CappedCountAnswer: {
      count: number;
      /** @description There are, or may be, more. */
      capped: boolean;
    };
    ChangeKeyBody: {
      /** @description Go on although it is too soon; needs a reason. */
      force?: boolean | null;
      /** @description For the audit log. */
      reason?: string | null;
    };
    ChangedUserAnswer: {
      /** @description Of the revocation that came with the change, if one did. */
      revocation_id: string | null;
      self: string;
      /** @description Also the `sub` of tokens. */
      id: string;
      username: string;
      email: string | null;
      email_verified: boolean;
      claims: {
        [key: string]: unknown;
      };
      roles: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[];
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      disabled_at: number | null;
      has_password: boolean;
      /** @description Null when there never was one, or nobody noted it then. */
      password_changed_at: number | null;
      /** @description Everything issued for the user up to then is revoked. */
      tokens_revoked_before: number | null;
      created_at: number;
      updated_at: number;
    };
    CheckedClientAnswer: {
      /** @description Whether a client like this could be registered. */
      acceptable: boolean;
      findings: components['schemas']['FindingAnswer'][];
      /** @description The client as it would be, with every default; null when it could not be. */
      metadata: {
        [key: string]: unknown;
      } | null;
      lint: components['schemas']['LintAnswer'] | null;
    };
    CheckpointAnswer: {
      /** @description Place of the last event that it covers. */
      seq: number;
      /** @description The chain there, 32 bytes in hexadecimal. */
      chain: string;
      at: number;
      key_id: string;
      /** @description Ed25519 (RFC 8032), base64url. */
      signature: string;
    };
    CheckpointPageAnswer: {
      items: components['schemas']['CheckpointAnswer'][];
      next: string | null;
      key: components['schemas']['AuditKeyAnswer'];
    };
    ClaimOriginAnswer: {
      claim: string;
      /**
       * @description Who or what decides its value.
       * @enum {string}
       */
      from: 'server' | 'client' | 'api' | 'scope' | 'person' | 'sign_in' | 'request';
      /** @description The scope that releases it, where that is what decides. */
      scope: string | null;
      explanation: string;
      /** @description True when each token has a value of its own: what is shown is an example. */
      example: boolean;
    };
    ClientAnswer: {
      self: string;
      client_id: string;
      client_name: string;
      /** @enum {string} */
      application_type: 'web' | 'spa' | 'native' | 'machine' | 'device' | 'agent';
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      disabled_at: number | null;
      created_at: number;
      updated_at: number;
      redirect_uris: string[];
      /** @description Registered until a moment, beside `redirect_uris`; expired ones too for 30 days. Left out when there are none, and in lists. */
      expiring_redirect_uris?: components['schemas']['ExpiringRedirectUriAnswer'][];
      post_logout_redirect_uris: string[];
      grant_types: string[];
      response_types: string[];
      response_modes?: ('query' | 'fragment' | 'form_post')[];
      scope: string;
      /** @enum {string} */
      token_endpoint_auth_method: 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
      token_endpoint_auth_signing_alg?: string;
      /** @description Public keys only. */
      jwks?: {
        [key: string]: unknown;
      };
      /** @enum {string} */
      assertion_audience: 'issuer' | 'any';
      /** @enum {string} */
      id_token_signed_response_alg: 'RS256' | 'ES256';
      require_pkce: boolean;
      /** @enum {string} */
      consent: 'required' | 'skip';
      access_token_lifetime?: number;
      /** @enum {string} */
      refresh_token_rotation?: 'rotate' | 'keep';
      refresh_token_grace?: number;
      refresh_token_lifetime?: number;
      refresh_token_idle_lifetime?: number;
      default_max_age?: number;
      contacts: string[];
      client_uri?: string;
      logo_uri?: string;
      policy_uri?: string;
      tos_uri?: string;
      introspects: string[];
      /** @description Everything issued to the client up to then is revoked. */
      tokens_revoked_before: number | null;
      /** @description What deserves a second look; not part of the entity tag. */
      warnings: components['schemas']['FindingAnswer'][];
    };
    ClientPageAnswer: {
      items: components['schemas']['ClientAnswer'][];
      next: string | null;
    };
    ClientRefusalsAnswer: {
      /** @description Null for requests that name no client, or did not prove it. */
      client_id: string | null;
      /** @description Null when the client is gone. */
      client_name: string | null;
      /** @description Clients that were too many in an hour or a day to be told apart, together. */
      others: boolean;
      refused: number;
      /** @description Answers of the token endpoint with tokens, in the same range. */
      issued: number;
      top: components['schemas']['TopRefusalAnswer'];
    };
    CommitRevocationBody: {
      preview_id: string;
      /**
       * @description Why, in one word.
       * @enum {string}
       */
      reason_code:
        | 'compromised'
        | 'suspicious_activity'
        | 'lost_device'
        | 'left_organization'
        | 'person_asked'
        | 'no_longer_needed'
        | 'policy'
        | 'test'
        | 'other';
      /** @description Why, in a sentence for whoever reads the audit log. */
      reason: string;
      /** @description The number of tokens that the preview counted; needed above 1,000. */
      confirm?: string | null;
      /** @description Take along what has joined the set since the preview, instead of being refused. */
      include_added?: boolean | null;
    };
    ConsentAnswer: {
      self: string;
      id: string;
      user_id: string;
      /** @description Null when the user was deleted. */
      username: string | null;
      client_id: string;
      /** @description Scopes of OpenID Connect as they are, those of an API behind its identifier. */
      scope: string[];
      /** @description Identifiers of APIs. */
      resources: string[];
      /** @enum {string} */
      state: 'live' | 'revoked';
      created_at: number;
      /** @description When the user last pressed Allow. */
      updated_at: number;
      revoked_at: number | null;
    };
    ConsentPageAnswer: {
      items: components['schemas']['ConsentAnswer'][];
      /** @description There may be more even if this page is not full. */
      next: string | null;
    };
    CreateApiBody: {
      /** @description An absolute URI without fragment: what clients send as `resource`, and the audience of tokens. */
      identifier: string;
      name: string;
      /**
       * @description `jwt` (RFC 9068) or `opaque`.
       * @enum {string|null}
       */
      access_token_format?: 'jwt' | 'opaque' | null;
      access_token_lifetime?: number | null;
      /** @enum {string|null} */
      access_token_signing_alg?: 'RS256' | 'ES256' | null;
      /** @description The whole list: a scope that is left out is removed. */
      scopes?: components['schemas']['ApiScopeDto'][] | null;
    };
    CreateClientBody: {
      /** @description Left out, one is made. */
      client_id?: string | null;
      client_name: string;
      /**
       * @description What kind of client it is; everything that is left out gets the safe default of its kind.
       * @enum {string}
       */
      application_type: 'web' | 'spa' | 'native' | 'machine' | 'device' | 'agent';
      /** @description Matched exactly; loopback addresses of native clients with any port (RFC 8252 §7.3). */
      redirect_uris?: string[] | null;
      post_logout_redirect_uris?: string[] | null;
      grant_types?: string[] | null;
      response_types?: string[] | null;
      /** @description Left out, every response mode is allowed. */
      response_modes?: ('query' | 'fragment' | 'form_post')[] | null;
      /** @description Space-separated: everything that the client may ask for. */
      scope?: string | null;
      /** @enum {string|null} */
      token_endpoint_auth_method?: 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | null;
      token_endpoint_auth_signing_alg?: string | null;
      /** @description Public keys of the client (RFC 7517); a private member is refused. */
      jwks?: {
        [key: string]: unknown;
      } | null;
      /**
       * @description `issuer` accepts only our issuer as the audience of client assertions.
       * @enum {string|null}
       */
      assertion_audience?: 'issuer' | 'any' | null;
      /** @enum {string|null} */
      id_token_signed_response_alg?: 'RS256' | 'ES256' | null;
      require_pkce?: boolean | null;
      /** @enum {string|null} */
      consent?: 'required' | 'skip' | null;
      access_token_lifetime?: number | null;
      /** @enum {string|null} */
      refresh_token_rotation?: 'rotate' | 'keep' | null;
      /** @description Seconds in which a retry with a rotated refresh token gets the same successor. */
      refresh_token_grace?: number | null;
      refresh_token_lifetime?: number | null;
      refresh_token_idle_lifetime?: number | null;
      default_max_age?: number | null;
      contacts?: string[] | null;
      client_uri?: string | null;
      logo_uri?: string | null;
      policy_uri?: string | null;
      tos_uri?: string | null;
      /** @description Identifiers of APIs whose access tokens the client may introspect. */
      introspects?: string[] | null;
    };
    CreateSecretBody: {
      /** @description When it stops working; in the future. Left out or null, it does not end by itself. */
      expires_at?: number | null;
    };
    CreateUserBody: {
      username: string;
      email?: string | null;
      /** @description Whether it is known that mail arrives there; false when left out. */
      email_verified?: boolean | null;
      /** @description Left out, the user has none and cannot sign in with one. The same rules as for people who choose their own. */
      password?: string | null;
      roles?: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[] | null;
      /** @description Standard claims of OpenID Connect Core §5.1 beyond username and e-mail address. */
      claims?: {
        [key: string]: unknown;
      } | null;
    };
    CreatedClientAnswer: {
      /** @description The first secret, where the client uses one. */
      secret: components['schemas']['NewSecretAnswer'] | null;
      self: string;
      client_id: string;
      client_name: string;
      /** @enum {string} */
      application_type: 'web' | 'spa' | 'native' | 'machine' | 'device' | 'agent';
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      disabled_at: number | null;
      created_at: number;
      updated_at: number;
      redirect_uris: string[];
      /** @description Registered until a moment, beside `redirect_uris`; expired ones too for 30 days. Left out when there are none, and in lists. */
      expiring_redirect_uris?: components['schemas']['ExpiringRedirectUriAnswer'][];
      post_logout_redirect_uris: string[];
      grant_types: string[];
      response_types: string[];
      response_modes?: ('query' | 'fragment' | 'form_post')[];
      scope: string;
      /** @enum {string} */
      token_endpoint_auth_method: 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';
      token_endpoint_auth_signing_alg?: string;
      /** @description Public keys only. */
      jwks?: {
        [key: string]: unknown;
      };
      /** @enum {string} */
      assertion_audience: 'issuer' | 'any';
      /** @enum {string} */
      id_token_signed_response_alg: 'RS256' | 'ES256';
      require_pkce: boolean;
      /** @enum {string} */
      consent: 'required' | 'skip';
      access_token_lifetime?: number;
      /** @enum {string} */
      refresh_token_rotation?: 'rotate' | 'keep';
      refresh_token_grace?: number;
      refresh_token_lifetime?: number;
      refresh_token_idle_lifetime?: number;
      default_max_age?: number;
      contacts: string[];
      client_uri?: string;
      logo_uri?: string;
      policy_uri?: string;
      tos_uri?: string;
      introspects: string[];
      /** @description Everything issued to the client up to then is revoked. */
      tokens_revoked_before: number | null;
      /** @description What deserves a second look; not part of the entity tag. */
      warnings: components['schemas']['FindingAnswer'][];
    };
    CurrentStatsAnswer: {
      /** @description A few seconds old at most. */
      at: number;
      /** @description Browsers in which somebody is signed in. */
      active_sessions: components['schemas']['CappedCountAnswer'];
      /** @description Approvals of clients that have neither ended nor been revoked: families of tokens. */
      active_grants: components['schemas']['CappedCountAnswer'];
      clients: components['schemas']['CappedCountAnswer'];
      users: components['schemas']['CappedCountAnswer'];
    };
    DatabaseSizeAnswer: {
      bytes: number;
      /** @description Reserved and empty: new rows use it before the database grows. */
      free_bytes: number;
      tables: components['schemas']['TableSizeAnswer'][];
    };
    DifferenceSegmentAnswer: {
      /** @enum {string} */
      kind: 'equal' | 'expected' | 'received';
      text: string;
    };
    EmergencyKeyBody: {
      /** @enum {string} */
      algorithm: 'RS256' | 'ES256';
      /** @description For the audit log. */
      reason: string;
    };
    EndedAnswer: {
      /** @description Of the revocation that was carried out; its receipt says what ended. */
      revocation_id: string;
    };
    EndingBody: {
      /** @enum {string|null} */
      cause?:
        | 'compromised'
        | 'suspicious_activity'
        | 'lost_device'
        | 'left_organization'
        | 'person_asked'
        | 'no_longer_needed'
        | 'policy'
        | 'test'
        | 'other'
        | 'consequence'
        | null;
      /** @description A sentence for people. */
      reason?: string | null;
    };
    EnvironmentAnswer: {
      issuer: string;
      version: string;
      /** @enum {string} */
      database: 'sqlite' | 'mysql' | 'mariadb';
      console_url: string | null;
      /** @description API processes on this machine. */
      workers: number;
      log_level: string;
      /** @description A configuration file is applied at each start. */
      configuration_file: boolean;
      /** @description Rate limits are shared between replicas. */
      shared_rate_limits: boolean;
      /** @description Mails are sent; otherwise they are written to a folder. */
      outgoing_mail: boolean;
    };
    ExpiringRedirectUriAnswer: {
      id: string;
      uri: string;
      created_at: number;
      /** @description From then on a request with it is refused. */
      expires_at: number;
    };
    FailureAnswer: {
      self: string;
      /** @description What the person or the log saw. */
      reference: string;
      at: number;
      /** @enum {string} */
      endpoint: 'authorize' | 'token' | 'introspect' | 'revoke' | 'logout' | 'page';
      /** @description The registered client that the request named; whether it proved so, the check tells. */
      client_id: string | null;
      /** @description What the request named instead, when no such client is registered. */
      claimed_client_id: string | null;
      /** @description Stable id of the check that refused. */
      check: string;
      /** @description What was wrong, in a sentence. */
      title: string;
      /** @description What to do about it. */
      fix: string;
      /** @description Error code that was answered. */
      error: string;
      description: string;
      status: number;
      method: string;
      ip: string | null;
      user_agent: string | null;
      /** @description Scheme of the Authorization header. */
      authorization_scheme: string | null;
      parameters: components['schemas']['FailureParameterAnswer'][];
      /** @description Parameters that no standard knows; they are not kept. */
      other_parameters: number;
      /** @description What the check would have accepted. */
      expected: {
        [key: string]: unknown;
      };
      /** @description What came instead. */
      received: {
        [key: string]: unknown;
      };
      difference: components['schemas']['UriDifferenceAnswer'] | null;
    };
    FailureLimitsSettingsAnswer: {
      /** @description Refused requests that are kept, the newest. */
      kept: number;
      /** @description Refused requests of one client that are kept, the newest. */
      kept_per_client: number;
      /** @description Refused requests of one client that are stored in a minute. */
      per_client_per_minute: number;
      /** @description Refused requests of one address that are stored in a minute. */
      per_address_per_minute: number;
      /** @description Refused requests that are stored in a minute, over all. */
      per_minute: number;
    };
    FailureLimitsSettingsBody: {
      /** @description Refused requests that are kept, the newest. */
      kept?: number | null;
      /** @description Refused requests of one client that are kept, the newest. */
      kept_per_client?: number | null;
      /** @description Refused requests of one client that are stored in a minute. */
      per_client_per_minute?: number | null;
      /** @description Refused requests of one address that are stored in a minute. */
      per_address_per_minute?: number | null;
      /** @description Refused requests that are stored in a minute, over all. */
      per_minute?: number | null;
    };
    FailurePageAnswer: {
      items: components['schemas']['FailureAnswer'][];
      next: string | null;
    };
    FailureParameterAnswer: {
      name: string;
      /** @description Left out where it may be a secret. */
      value?: string;
      /** @description How often it was sent, when more than once. */
      times?: number;
      /** @description Characters of a hidden value, where its form matters. */
      length?: number;
    };
    FindingAnswer: {
      /** @description Stable id of the rule. */
      rule: string;
      /** @enum {string} */
      level: 'error' | 'warning' | 'info';
      /** @description A JSON pointer to the member. */
      pointer: string;
      message: string;
      fix?: string;
      /** @description A value to put there that mends it. */
      replacement?: string;
    };
    FoundAnswer: {
      /** @enum {string} */
      kind: 'user' | 'token' | 'session' | 'family' | 'consent' | 'audit_event' | 'client' | 'failure';
      id: string;
      /** @description What it is called, or what kind of it it is; null where it has no name. */
      name: string | null;
      client_id: string | null;
      user_id: string | null;
      /** @description Where the admin API tells more. */
      href: string;
    };
    KeyActionAnswer: {
      /** @enum {string} */
      action: 'activate' | 'retire' | 'revoke';
      allowed: boolean;
      /** @description Not allowed yet, but `force` with a `reason` goes on all the same. */
      forcible: boolean;
      /** @description Why it is not allowed, or what will follow. */
      reason: string;
      allowed_from: number | null;
    };
    LineageAnswer: {
      token: components['schemas']['TokenAnswer'];
      /** @description The sign-in. Null without a person, and when it was swept away. */
      session: components['schemas']['LineageSessionAnswer'] | null;
      consent: components['schemas']['LineageConsentAnswer'] | null;
      /** @description The approval. */
      family: components['schemas']['LineageFamilyAnswer'] | null;
      /** @description From the parent of the token upwards: at most 64. */
      ancestors: string[];
      /** @description Tokens of the family by kind. */
      counts: {
        [key: string]: unknown;
      };
      /** @description There are more than were counted. */
      counts_capped: boolean;
      /** @description A page of the family in order of issue; `parent_id` makes the tree of it. */
      tokens: components['schemas']['LineageTokenAnswer'][];
      next: string | null;
    };
    LineageConsentAnswer: {
      id: string;
      scope: string[];
      resources: string[];
      created_at: number;
      updated_at: number;
      revoked_at: number | null;
    };
    LineageFamilyAnswer: {
      id: string;
      client_id: string;
      scope: string[];
      resources: string[];
      /** @description With `offline_access`: it outlives a sign-out. */
      offline: boolean;
      created_at: number;
      expires_at: number;
      /** @description Why nothing more can be issued from it; null while it stands. */
      ended_by: string | null;
      revoked_at: number | null;
      /** @enum {string|null} */
      revocation_reason:
        | 'code_replayed'
        | 'refresh_token_reused'
        | 'revoked_by_client'
        | 'revoked_by_admin'
        | 'revoked_by_person'
        | 'consent_revoked'
        | 'session_ended'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked'
        | 'signing_key_revoked'
        | null;
    };
    LineageSessionAnswer: {
      id: string;
      user_id: string;
      auth_time: number;
      acr: string;
      amr: string[];
      started_at: number;
      last_seen_at: number;
      expires_at: number;
      ended_at: number | null;
      end_reason: string | null;
      ip: string | null;
      user_agent: string | null;
    };
    LineageTokenAnswer: {
      /** @description It went to another address than what it was exchanged for. */
      ip_changed: boolean;
      /** @description It went to another program than what it was exchanged for. */
      user_agent_changed: boolean;
      /** @description Milliseconds since the refresh token that it replaced; null for others. */
      rotation_gap: number | null;
      self: string;
      id: string;
      /** @enum {string} */
      kind: 'authorization_code' | 'access_token' | 'refresh_token' | 'id_token';
      /** @enum {string} */
      format: 'jwt' | 'opaque';
      /**
       * @description `revoked`: ended before its time, itself or through what it hangs on; `used`: a code that was exchanged; `rotated`: a refresh token with a successor.
       * @enum {string}
       */
      state: 'active' | 'used' | 'rotated' | 'expired' | 'revoked';
      /** @description The check at which it fails now, such as `session_ended`; null while it stands. */
      ended_by: string | null;
      client_id: string;
      /** @description The id of a user; the id of the client for tokens without one. */
      subject: string;
      /** @description Of the user. Null without one, and for whoever may not see users. */
      username: string | null;
      /** @description The approval that it descends from. */
      family_id: string | null;
      session_id: string | null;
      consent_id: string | null;
      /** @description The code or refresh token that it was exchanged for. */
      parent_id: string | null;
      /** @description The refresh token that replaced it. */
      successor_id: string | null;
      /** @description Of a refresh token: how often it was rotated before. */
      generation: number;
      grant_type: string;
      scope: string[];
      audience: string[];
      /** @description The key that signed it. */
      key_id: string | null;
      /** @description The first 12 digits of the SHA-256 of the token. */
      digest_prefix: string;
      issued_at: number;
      expires_at: number;
      /** @description The address that it was issued to. */
      ip: string | null;
      /** @description As it was sent. */
      user_agent: string | null;
      /** @description When a code was exchanged. */
      used_at: number | null;
      rotated_at: number | null;
      /** @description Of a refresh token that is not rotated: the last exchange. */
      last_used_at: number | null;
      /** @description When it was first presented again after its use. */
      reused_at: number | null;
      /** @description When the token itself was marked; what it hangs on may have ended before. */
      revoked_at: number | null;
      /** @enum {string|null} */
      revocation_reason:
        | 'code_replayed'
        | 'refresh_token_reused'
        | 'revoked_by_client'
        | 'revoked_by_admin'
        | 'revoked_by_person'
        | 'consent_revoked'
        | 'session_ended'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked'
        | 'signing_key_revoked'
        | null;
    };
    LintAnswer: {
      /** @enum {string} */
      grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
      reason: string;
      findings: components['schemas']['LintFindingAnswer'][];
    };
    LintFindingAnswer: {
      /** @enum {string} */
      severity: 'critical' | 'high' | 'medium' | 'low';
      /** @description What can happen if it stays. */
      why: string;
      /** @description Where the advice comes from. */
      section: string;
      /** @description Members to set so that the finding goes away: a body for PATCH. */
      change?: {
        [key: string]: unknown;
      };
      /** @description Stable id of the rule. */
      rule: string;
      /** @enum {string} */
      level: 'error' | 'warning' | 'info';
      /** @description A JSON pointer to the member. */
      pointer: string;
      message: string;
      fix?: string;
      /** @description A value to put there that mends it. */
      replacement?: string;
    };
    LookupTokenBody: {
      /** @description `jti` of a JWT; of an opaque token, the first 16 bytes behind its prefix, as a UUID. */
      id: string;
      /** @description SHA-256 of the whole token in hexadecimal, worked out where it was pasted. */
      digest: string;
    };
    MadeCheckAnswer: {
      /** @description Stable id of the check, the same as in a refused request. */
      check: string;
      /** @enum {string} */
      outcome: 'passed' | 'failed' | 'not_reached';
      /** @description What the check makes sure of; of a failed one, what was wrong. */
      title: string;
      /** @description What to do about it. Only of a failed check, like all that follows. */
      fix?: string;
      /** @description What the check would have accepted. */
      expected?: {
        [key: string]: unknown;
      };
      /** @description What came instead. */
      received?: {
        [key: string]: unknown;
      };
      difference?: components['schemas']['UriDifferenceAnswer'];
    };
    MeAnswer: {
      /** @enum {string} */
      kind: 'person' | 'client';
      /** @description Id of the user, or of the client that acts for itself. */
      id: string;
      /** @description Of a person; null for a client. */
      username: string | null;
      /** @description Of a person or client, for people to read; null where nobody said. */
      name: string | null;
      /** @description Through which the person acts, or the client itself. */
      client_id: string;
      roles: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[];
      /** @description What the access token, its client and the roles of its person allow together. */
      scopes: (
        | 'clients:read'
        | 'clients:write'
        | 'tokens:read'
        | 'tokens:revoke'
        | 'users:read'
        | 'users:write'
        | 'audit:read'
        | 'keys:read'
        | 'keys:write'
        | 'settings:read'
        | 'settings:write'
      )[];
      /** @description The session behind the access token. */
      session_id: string | null;
      /** @description The access token of this request. */
      token_id: string;
    };
    NewSecretAnswer: {
      self: string;
      id: string;
      /** @description Shown in this answer only. Nobody can read it again. */
      client_secret: string;
      created_at: number;
      expires_at: number | null;
    };
    PreviewRefusalAnswer: {
      /** @description Stable id of the check that would refuse, the same as in a refused request. */
      check: string;
      /** @description What is wrong, in a sentence. */
      title: string;
      /** @description What to do about it. */
      fix: string;
      error: string;
      error_description: string;
      /** @description What the check would have accepted. */
      expected: {
        [key: string]: unknown;
      };
      /** @description What it was given instead. */
      received: {
        [key: string]: unknown;
      };
    };
    PreviewRevocationBody: {
      /**
       * @description docs/revocation.md says what each one ends.
       * @enum {string}
       */
      event:
        | 'token'
        | 'descendants'
        | 'family'
        | 'consent'
        | 'session'
        | 'user'
        | 'client'
        | 'user_at_client'
        | 'signing_key'
        | 'filter'
        | 'password_changed'
        | 'user_disabled'
        | 'user_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked';
      /** @description For `token` and `descendants`. */
      token_id?: string | null;
      /** @description For `family`. */
      family_id?: string | null;
      /** @description For `consent`. */
      consent_id?: string | null;
      /** @description For `session`. */
      session_id?: string | null;
      /** @description For `user`, `user_at_client`, `password_changed`, `user_disabled` and `user_deleted`. */
      user_id?: string | null;
      /** @description For `client`, `user_at_client`, `client_disabled`, `client_deleted` and `secret_leaked`. */
      client_id?: string | null;
      /** @description For `secret_leaked`. */
      secret_id?: string | null;
      /** @description For `signing_key`. */
      key_id?: string | null;
      /** @description For `filter`: what `GET /admin/v1/tokens` filters by, with numbers as numbers. */
      filter?: {
        [key: string]: unknown;
      } | null;
    };
    PreviewedRefreshTokenAnswer: {
      /** @description Seconds for which it may lie unused. */
      lifetime: number;
    };
    PreviewedTokenAnswer: {
      /** @enum {string} */
      format: 'jwt' | 'opaque';
      /** @description Seconds. */
      lifetime: number;
      audience: string[];
      scope: string[];
      /** @description The key that would sign it; null for an opaque token. */
      key_id: string | null;
      /** @description Of a JWT its claims; of an opaque token what introspection would answer. */
      claims: {
        [key: string]: unknown;
      };
      origins: components['schemas']['ClaimOriginAnswer'][];
    };
    PreviewedUserinfoAnswer: {
      claims: {
        [key: string]: unknown;
      };
      origins: components['schemas']['ClaimOriginAnswer'][];
    };
    PutScopeBody: {
      /** @description What people read when a client asks for it. */
      description: string;
    };
    ReadParameterAnswer: {
      name: string;
      /** @description How often it was sent with a value; an empty one counts as not sent. */
      times: number;
      /** @description What it is for. */
      meaning: string;
      /** @description Where that is written. */
      section: string;
      /** @description What this server looks at, and what it makes of it. */
      checked: string;
    };
    RejectedUriAnswer: {
      uri: string;
      /** @enum {string} */
      kind: 'redirect_uri' | 'post_logout_redirect_uri';
      /** @description How often among the requests that are kept. */
      times: number;
      first_at: number;
      last_at: number;
      last_reference: string;
      /** @description The exact value to add to the client; null when it must not be, or was not kept whole. */
      add: string | null;
      /** @description Why the value may not be added as it is. */
      problems: string[];
      /** @description True when the value is registered by now. */
      registered: boolean;
      difference: components['schemas']['UriDifferenceAnswer'] | null;
    };
    RejectedUrisAnswer: {
      items: components['schemas']['RejectedUriAnswer'][];
    };
    RetentionSettingsAnswer: {
      /** @description Access tokens are kept this long after they expired, in seconds. */
      access_token: number;
      /** @description ID tokens are kept this long after they expired, in seconds. */
      id_token: number;
      /** @description Authorization codes are kept this long after they expired, in seconds. */
      authorization_code: number;
      /** @description Refresh tokens are kept this long after they expired, in seconds. */
      refresh_token: number;
      /** @description Tokens and families that were revoked or reused are kept this long after it, in seconds. */
      revoked: number;
      /** @description Families without tokens are kept this long after their end, in seconds. */
      family: number;
      /** @description Sessions that no family refers to are kept this long after their end, in seconds. */
      session: number;
      /** @description Withdrawn consents that no family refers to are kept this long after it, in seconds. */
      consent: number;
      /** @description Refused requests are kept this long, in seconds. */
      failure: number;
      /** @description Receipts of revocations are kept this long after they were finished, in seconds. */
      revocation: number;
      /** @description Audit events are kept this long, in seconds. */
      audit_event: number;
      /** @description Figures by the hour and by the day are kept this long, in seconds. */
      statistic: number;
      /** @description Signing keys are kept this long after they were retired, in seconds. */
      signing_key: number;
    };
    RetentionSettingsBody: {
      /** @description Access tokens are kept this long after they expired, in seconds. */
      access_token?: number | null;
      /** @description ID tokens are kept this long after they expired, in seconds. */
      id_token?: number | null;
      /** @description Authorization codes are kept this long after they expired, in seconds. */
      authorization_code?: number | null;
      /** @description Refresh tokens are kept this long after they expired, in seconds. */
      refresh_token?: number | null;
      /** @description Tokens and families that were revoked or reused are kept this long after it, in seconds. */
      revoked?: number | null;
      /** @description Families without tokens are kept this long after their end, in seconds. */
      family?: number | null;
      /** @description Sessions that no family refers to are kept this long after their end, in seconds. */
      session?: number | null;
      /** @description Withdrawn consents that no family refers to are kept this long after it, in seconds. */
      consent?: number | null;
      /** @description Refused requests are kept this long, in seconds. */
      failure?: number | null;
      /** @description Receipts of revocations are kept this long after they were finished, in seconds. */
      revocation?: number | null;
      /** @description Audit events are kept this long, in seconds. */
      audit_event?: number | null;
      /** @description Figures by the hour and by the day are kept this long, in seconds. */
      statistic?: number | null;
      /** @description Signing keys are kept this long after they were retired, in seconds. */
      signing_key?: number | null;
    };
    RevocationAbout: {
      /** @description For `token` and `descendants`. */
      token_id?: string;
      /** @description For `family`. */
      family_id?: string;
      /** @description For `consent`. */
      consent_id?: string;
      /** @description For `session`. */
      session_id?: string;
      /** @description For `user`, `user_at_client`, `password_changed`, `user_disabled` and `user_deleted`. */
      user_id?: string;
      /** @description For `client`, `user_at_client`, `client_disabled`, `client_deleted` and `secret_leaked`. */
      client_id?: string;
      /** @description For `secret_leaked`. */
      secret_id?: string;
      /** @description For `signing_key`. */
      key_id?: string;
      /** @description For `filter`: what `GET /admin/v1/tokens` filters by, with numbers as numbers. */
      filter?: {
        [key: string]: unknown;
      };
    };
    RevocationActorAnswer: {
      kind: string;
      id: string | null;
    };
    RevocationAnswer: {
      id: string;
      self: string;
      /** @enum {string} */
      event:
        | 'token'
        | 'descendants'
        | 'family'
        | 'consent'
        | 'session'
        | 'user'
        | 'client'
        | 'user_at_client'
        | 'signing_key'
        | 'filter'
        | 'password_changed'
        | 'user_disabled'
        | 'user_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked';
      about: components['schemas']['RevocationAbout'];
      /**
       * @description `previewed`; `running`: tokens of a filter are being revoked; `marking`: everything is dead, lists and searches are catching up; `stopped`; `finished`.
       * @enum {string}
       */
      state: 'previewed' | 'running' | 'marking' | 'stopped' | 'finished';
      created_at: number;
      created_by: components['schemas']['RevocationActorAnswer'];
      /** @description Until when the preview can be committed. */
      expires_at: number | null;
      committed_at: number | null;
      committed_by: components['schemas']['RevocationActorAnswer'] | null;
      /** @enum {string|null} */
      reason_code:
        | 'compromised'
        | 'suspicious_activity'
        | 'lost_device'
        | 'left_organization'
        | 'person_asked'
        | 'no_longer_needed'
        | 'policy'
        | 'test'
        | 'other'
        | 'consequence'
        | null;
      reason: string | null;
      /** @description As previewed, then as committed; null where a change was made without a preview. */
      counts: components['schemas']['RevocationCountsAnswer'] | null;
      /** @description The set is larger than what is counted and listed. */
      members_truncated: boolean;
      finished_at: number | null;
    };
    RevocationCountsAnswer: {
      tokens: number;
      by_kind: components['schemas']['RevocationKindsAnswer'];
      users: number;
      clients: number;
      families: number;
      /** @description Signed-in browsers that are signed out with it. */
      sessions: number;
      jwt_access_tokens: components['schemas']['RevocationJwtsAnswer'];
    };
    RevocationJwtsAnswer: {
      /** @description JWT access tokens: verifiers that neither introspect nor follow the revocation feed go on accepting them. */
      count: number;
      /** @description When the last of them expires. */
      accepted_until: number | null;
    };
    RevocationKindsAnswer: {
      authorization_code: number;
      access_token: number;
      refresh_token: number;
      id_token: number;
    };
    RevocationMemberAnswer: {
      token_id: string;
      /** @enum {string} */
      kind: 'authorization_code' | 'access_token' | 'refresh_token' | 'id_token';
      /** @enum {string} */
      state: 'pending' | 'revoked' | 'gone';
    };
    RevocationMemberPageAnswer: {
      items: components['schemas']['RevocationMemberAnswer'][];
      next: string | null;
    };
    RevocationPageAnswer: {
      items: components['schemas']['RevocationAnswer'][];
      next: string | null;
    };
    RevocationProgressAnswer: {
      /** @description Tokens that were revoked, or marked as revoked in the ledger. */
      done: number;
      /** @description Listed tokens that are still to come. Unless the state is `running`, they are dead already. */
      pending: number;
      /** @description Listed tokens that had died by themselves before. */
      gone: number;
    };
    RevocationReceiptAnswer: {
      progress: components['schemas']['RevocationProgressAnswer'];
      id: string;
      self: string;
      /** @enum {string} */
      event:
        | 'token'
        | 'descendants'
        | 'family'
        | 'consent'
        | 'session'
        | 'user'
        | 'client'
        | 'user_at_client'
        | 'signing_key'
        | 'filter'
        | 'password_changed'
        | 'user_disabled'
        | 'user_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked';
      about: components['schemas']['RevocationAbout'];
      /**
       * @description `previewed`; `running`: tokens of a filter are being revoked; `marking`: everything is dead, lists and searches are catching up; `stopped`; `finished`.
       * @enum {string}
       */
      state: 'previewed' | 'running' | 'marking' | 'stopped' | 'finished';
      created_at: number;
      created_by: components['schemas']['RevocationActorAnswer'];
      /** @description Until when the preview can be committed. */
      expires_at: number | null;
      committed_at: number | null;
      committed_by: components['schemas']['RevocationActorAnswer'] | null;
      /** @enum {string|null} */
      reason_code:
        | 'compromised'
        | 'suspicious_activity'
        | 'lost_device'
        | 'left_organization'
        | 'person_asked'
        | 'no_longer_needed'
        | 'policy'
        | 'test'
        | 'other'
        | 'consequence'
        | null;
      reason: string | null;
      /** @description As previewed, then as committed; null where a change was made without a preview. */
      counts: components['schemas']['RevocationCountsAnswer'] | null;
      /** @description The set is larger than what is counted and listed. */
      members_truncated: boolean;
      finished_at: number | null;
    };
    RollSecretBody: {
      /** @description How long secrets that are live now go on working, in seconds; 0 ends them at once. */
      overlap_seconds: number;
      /** @description When it stops working; in the future. Left out or null, it does not end by itself. */
      expires_at?: number | null;
    };
    ScopeApiAnswer: {
      identifier: string;
      name: string;
    };
    SearchAnswer: {
      /** @description The best first, a few of each kind; only kinds that you may read. */
      items: components['schemas']['FoundAnswer'][];
    };
    SecretAnswer: {
      self: string;
      id: string;
      /** @enum {string} */
      state: 'live' | 'expired';
      created_at: number;
      expires_at: number | null;
      /** @description Within a minute. Null when it was never used. The marks of use are no part of the entity tag. */
      last_used_at: number | null;
      last_used_ip: string | null;
      /** @description How the client authenticated with it. */
      last_used_method: string | null;
    };
    SecretListAnswer: {
      items: components['schemas']['SecretAnswer'][];
      /** @description Always null: a client has few secrets. */
      next: string | null;
    };
    SessionAnswer: {
      self: string;
      id: string;
      user_id: string;
      /** @description Null when the user was deleted. */
      username: string | null;
      /** @description The session behind the access token of this very request. */
      own: boolean;
      /**
       * @description `ended` by somebody, `expired` by the clock.
       * @enum {string}
       */
      state: 'live' | 'ended' | 'expired';
      started_at: number;
      /** @description When the user last proved who they are. */
      auth_time: number;
      acr: string;
      amr: string[];
      last_seen_at: number;
      expires_at: number;
      ended_at: number | null;
      /** @enum {string|null} */
      end_reason:
        | 'signed_out'
        | 'replaced'
        | 'ended_by_admin'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | null;
      ip: string | null;
      /** @description As the browser sent it. */
      user_agent: string | null;
      /** @description Approvals in this session; each is a family of tokens. */
      families: components['schemas']['SessionCountAnswer'];
    };
    SessionCountAnswer: {
      /** @description Up to a hundred. */
      count: number;
      /** @description There may be more than `count`. */
      more: boolean;
    };
    SessionDetailAnswer: {
      /** @description Codes, access and refresh tokens of this session that are good at this moment. */
      live_tokens: components['schemas']['SessionCountAnswer'];
      /** @description The newest approvals, newest first. */
      newest_families: components['schemas']['SessionFamilyAnswer'][];
      /** @description What is known of the session, in order of time. */
      timeline: components['schemas']['SessionEventAnswer'][];
      self: string;
      id: string;
      user_id: string;
      /** @description Null when the user was deleted. */
      username: string | null;
      /** @description The session behind the access token of this very request. */
      own: boolean;
      /**
       * @description `ended` by somebody, `expired` by the clock.
       * @enum {string}
       */
      state: 'live' | 'ended' | 'expired';
      started_at: number;
      /** @description When the user last proved who they are. */
      auth_time: number;
      acr: string;
      amr: string[];
      last_seen_at: number;
      expires_at: number;
      ended_at: number | null;
      /** @enum {string|null} */
      end_reason:
        | 'signed_out'
        | 'replaced'
        | 'ended_by_admin'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | null;
      ip: string | null;
      /** @description As the browser sent it. */
      user_agent: string | null;
      /** @description Approvals in this session; each is a family of tokens. */
      families: components['schemas']['SessionCountAnswer'];
    };
    SessionEventAnswer: {
      at: number;
      /** @enum {string} */
      event: 'started' | 'authenticated' | 'approved' | 'revoked' | 'last_seen' | 'ended' | 'expired';
      /** @description With `approved` and `revoked`. */
      family_id?: string;
      client_id?: string;
      /** @description Why, with `revoked` and `ended`. */
      reason?: string;
    };
    SessionFamilyAnswer: {
      id: string;
      client_id: string;
      consent_id: string | null;
      scope: string[];
      /** @description Identifiers of APIs. */
      resources: string[];
      /** @description With `offline_access`: it outlives a sign-out. */
      offline: boolean;
      created_at: number;
      expires_at: number;
      revoked_at: number | null;
      /** @enum {string|null} */
      revocation_reason:
        | 'code_replayed'
        | 'refresh_token_reused'
        | 'revoked_by_client'
        | 'revoked_by_admin'
        | 'revoked_by_person'
        | 'consent_revoked'
        | 'session_ended'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked'
        | 'signing_key_revoked'
        | null;
    };
    SessionPageAnswer: {
      items: components['schemas']['SessionAnswer'][];
      /** @description There may be more even if this page is not full. */
      next: string | null;
      /** @description Set when the search stopped before the page was full: everything that started after this was looked at. */
      searched_back_to: number | null;
    };
    SettingDefinitionAnswer: {
      /**
       * @description Group and member, such as `retention.access_token`.
       * @enum {string}
       */
      name:
        | 'retention.access_token'
        | 'retention.id_token'
        | 'retention.authorization_code'
        | 'retention.refresh_token'
        | 'retention.revoked'
        | 'retention.family'
        | 'retention.session'
        | 'retention.consent'
        | 'retention.failure'
        | 'retention.revocation'
        | 'retention.audit_event'
        | 'retention.statistic'
        | 'retention.signing_key'
        | 'failures.kept'
        | 'failures.kept_per_client'
        | 'failures.per_client_per_minute'
        | 'failures.per_address_per_minute'
        | 'failures.per_minute'
        | 'sweeps.enabled'
        | 'sweeps.rows_per_second';
      title: string;
      /** @enum {string} */
      type: 'duration' | 'count' | 'switch';
      /** @description For a switch 0 is off and 1 is on. */
      default: number;
      minimum: number | null;
      maximum: number | null;
    };
    SettingsAnswer: {
      self: string;
      retention: components['schemas']['RetentionSettingsAnswer'];
      failures: components['schemas']['FailureLimitsSettingsAnswer'];
      sweeps: components['schemas']['SweepsSettingsAnswer'];
      /** @description When one was changed last; null while all have their defaults. */
      updated_at: number | null;
      definitions: components['schemas']['SettingDefinitionAnswer'][];
      environment: components['schemas']['EnvironmentAnswer'];
    };
    SignInLockAnswer: {
      /** @description To sign in as this user, from anywhere, within the hour that is counted. */
      attempts: number;
      /** @description Until then nobody can sign in as this user, from anywhere; null while they can. */
      locked_until: number | null;
    };
    SigningKeyAnswer: {
      self: string;
      kid: string;
      /** @enum {string} */
      algorithm: 'RS256' | 'ES256';
      generation: number;
      /**
       * @description Announced (next), signing (active), published for what it signed (retiring), gone from the key set (retired).
       * @enum {string}
       */
      state: 'next' | 'active' | 'retiring' | 'retired';
      /** @description It is in the key set that relying parties fetch. */
      published: boolean;
      created_at: number;
      activated_at: number | null;
      retiring_at: number | null;
      retired_at: number | null;
      revoked_at: number | null;
      /** @description By when the last token that it signed has expired; null while it may still sign. */
      tokens_end_by: number | null;
      /** @description The public half. */
      public_jwk: {
        [key: string]: unknown;
      };
      actions: components['schemas']['KeyActionAnswer'][];
    };
    SigningKeysAnswer: {
      items: components['schemas']['SigningKeyAnswer'][];
    };
    StatsAnswer: {
      from: number;
      to: number;
      /** @enum {string} */
      step: 'hour' | 'day';
      /** @description Events up to then are counted. Refusals of which only the number is kept follow within a minute. */
      as_of: number;
      /** @description When each hour or day begins; the first day begins with the range. */
      starts: number[];
      /** @description Every series, also when nothing happened. */
      series: components['schemas']['StatsSeriesAnswer'][];
      /** @description Clients with the most refusals at the authorization, token, introspection and revocation endpoints; 20 at most. */
      refusals_by_client: components['schemas']['ClientRefusalsAnswer'][];
    };
    StatsReasonAnswer: {
      /** @description The check that refused; the grant type of what was issued; `suppressed` for refusals of which the audit log has only the number. */
      reason: string;
      /** @description In the whole range. */
      total: number;
      /** @description In the range of the same length before it. */
      previous_total: number;
      /** @description One for each of `starts`. */
      points: number[];
    };
    StatsSeriesAnswer: {
      /** @enum {string} */
      series:
        | 'sign_ins_succeeded'
        | 'sign_ins_failed'
        | 'sign_in_locks'
        | 'tokens_issued'
        | 'token_refusals'
        | 'authorization_refusals'
        | 'client_authentication_failures'
        | 'refresh_reuse'
        | 'revocations';
      /** @description The audit events that are counted, for the filter `event` of the audit log. */
      events: string[];
      /** @description The most frequent first, 20 at most. */
      reasons: components['schemas']['StatsReasonAnswer'][];
      /** @description In the whole range. */
      total: number;
      /** @description In the range of the same length before it. */
      previous_total: number;
      /** @description One for each of `starts`. */
      points: number[];
    };
    SweepAnswer: {
      /** @enum {string} */
      kind:
        | 'token'
        | 'authorization_code'
        | 'family'
        | 'session'
        | 'consent'
        | 'sign_in_attempt'
        | 'one_time'
        | 'idempotency'
        | 'client_redirect_uri'
        | 'revocation'
        | 'revocation_entry'
        | 'failure'
        | 'signing_key'
        | 'audit_event'
        | 'statistic';
      /** @description A pass is under way. */
      running: boolean;
      last_started_at: number | null;
      last_finished_at: number | null;
      /** @description Rows that the last finished pass removed. */
      last_removed: number;
      /** @description Rows that all passes removed. */
      removed_total: number;
      next_at: number;
      /** @description For how long something has been waiting to be removed, or the pass to begin; milliseconds. */
      lag_ms: number;
      failed_at: number | null;
      /** @description Name of the error of the last pass; the log has the rest. */
      failure: string | null;
    };
    SweepsSettingsAnswer: {
      /** @description Expired rows are removed continuously. */
      enabled: boolean;
      /** @description Rows that a sweep removes in a second at most. */
      rows_per_second: number;
    };
    SweepsSettingsBody: {
      /** @description Expired rows are removed continuously. */
      enabled?: boolean | null;
      /** @description Rows that a sweep removes in a second at most. */
      rows_per_second?: number | null;
    };
    TableSizeAnswer: {
      table: string;
      /** @description An estimate. */
      rows: number;
      /** @description An estimate. */
      bytes: number;
    };
    TokenAnswer: {
      self: string;
      id: string;
      /** @enum {string} */
      kind: 'authorization_code' | 'access_token' | 'refresh_token' | 'id_token';
      /** @enum {string} */
      format: 'jwt' | 'opaque';
      /**
       * @description `revoked`: ended before its time, itself or through what it hangs on; `used`: a code that was exchanged; `rotated`: a refresh token with a successor.
       * @enum {string}
       */
      state: 'active' | 'used' | 'rotated' | 'expired' | 'revoked';
      /** @description The check at which it fails now, such as `session_ended`; null while it stands. */
      ended_by: string | null;
      client_id: string;
      /** @description The id of a user; the id of the client for tokens without one. */
      subject: string;
      /** @description Of the user. Null without one, and for whoever may not see users. */
      username: string | null;
      /** @description The approval that it descends from. */
      family_id: string | null;
      session_id: string | null;
      consent_id: string | null;
      /** @description The code or refresh token that it was exchanged for. */
      parent_id: string | null;
      /** @description The refresh token that replaced it. */
      successor_id: string | null;
      /** @description Of a refresh token: how often it was rotated before. */
      generation: number;
      grant_type: string;
      scope: string[];
      audience: string[];
      /** @description The key that signed it. */
      key_id: string | null;
      /** @description The first 12 digits of the SHA-256 of the token. */
      digest_prefix: string;
      issued_at: number;
      expires_at: number;
      /** @description The address that it was issued to. */
      ip: string | null;
      /** @description As it was sent. */
      user_agent: string | null;
      /** @description When a code was exchanged. */
      used_at: number | null;
      rotated_at: number | null;
      /** @description Of a refresh token that is not rotated: the last exchange. */
      last_used_at: number | null;
      /** @description When it was first presented again after its use. */
      reused_at: number | null;
      /** @description When the token itself was marked; what it hangs on may have ended before. */
      revoked_at: number | null;
      /** @enum {string|null} */
      revocation_reason:
        | 'code_replayed'
        | 'refresh_token_reused'
        | 'revoked_by_client'
        | 'revoked_by_admin'
        | 'revoked_by_person'
        | 'consent_revoked'
        | 'session_ended'
        | 'password_changed'
        | 'account_disabled'
        | 'account_deleted'
        | 'client_disabled'
        | 'client_deleted'
        | 'secret_leaked'
        | 'signing_key_revoked'
        | null;
    };
    TokenPageAnswer: {
      items: components['schemas']['TokenAnswer'][];
      /** @description There may be more even if this page is not full. */
      next: string | null;
      /** @description Set when there may be more: everything issued between the start and this was looked at. */
      searched_back_to: number | null;
    };
    TokenPreviewAnswer: {
      /** @description Why nothing would be issued; then all the rest is null. */
      refusal: components['schemas']['PreviewRefusalAnswer'] | null;
      access_token: components['schemas']['PreviewedTokenAnswer'] | null;
      id_token: components['schemas']['PreviewedTokenAnswer'] | null;
      refresh_token: components['schemas']['PreviewedRefreshTokenAnswer'] | null;
      /** @description What UserInfo would answer; null when it would refuse this access token. */
      userinfo: components['schemas']['PreviewedUserinfoAnswer'] | null;
    };
    TokenPreviewBody: {
      /** @enum {string} */
      grant_type: 'authorization_code' | 'client_credentials';
      /** @description Who signs in and agrees: needed for `authorization_code`, and only there. Needs `users:read` as well. */
      user_id?: string | null;
      /** @description As the client would send it. Left out: all that the client is registered for. */
      scope?: string | null;
      /** @description Identifiers of APIs, as the client would send them. */
      resource?: string[] | null;
    };
    TopRefusalAnswer: {
      /** @enum {string} */
      series: 'token_refusals' | 'authorization_refusals' | 'client_authentication_failures';
      /** @description The audit events that are counted, for the filter `event` of the audit log. */
      events: string[];
      /** @description The check that refused, for the filter `check` of the audit log. */
      reason: string;
      count: number;
    };
    UpdateApiBody: {
      name?: string | null;
      /**
       * @description `jwt` (RFC 9068) or `opaque`.
       * @enum {string|null}
       */
      access_token_format?: 'jwt' | 'opaque' | null;
      access_token_lifetime?: number | null;
      /** @enum {string|null} */
      access_token_signing_alg?: 'RS256' | 'ES256' | null;
      /** @description The whole list: a scope that is left out is removed. */
      scopes?: components['schemas']['ApiScopeDto'][] | null;
    };
    UpdateClientBody: {
      client_name?: string | null;
      /**
       * @description What kind of client it is; decides the defaults and what is allowed.
       * @enum {string|null}
       */
      application_type?: 'web' | 'spa' | 'native' | 'machine' | 'device' | 'agent' | null;
      /** @description Matched exactly; loopback addresses of native clients with any port (RFC 8252 §7.3). */
      redirect_uris?: string[] | null;
      post_logout_redirect_uris?: string[] | null;
      grant_types?: string[] | null;
      response_types?: string[] | null;
      /** @description Left out, every response mode is allowed. */
      response_modes?: ('query' | 'fragment' | 'form_post')[] | null;
      /** @description Space-separated: everything that the client may ask for. */
      scope?: string | null;
      /** @enum {string|null} */
      token_endpoint_auth_method?: 'none' | 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt' | null;
      token_endpoint_auth_signing_alg?: string | null;
      /** @description Public keys of the client (RFC 7517); a private member is refused. */
      jwks?: {
        [key: string]: unknown;
      } | null;
      /**
       * @description `issuer` accepts only our issuer as the audience of client assertions.
       * @enum {string|null}
       */
      assertion_audience?: 'issuer' | 'any' | null;
      /** @enum {string|null} */
      id_token_signed_response_alg?: 'RS256' | 'ES256' | null;
      require_pkce?: boolean | null;
      /** @enum {string|null} */
      consent?: 'required' | 'skip' | null;
      access_token_lifetime?: number | null;
      /** @enum {string|null} */
      refresh_token_rotation?: 'rotate' | 'keep' | null;
      /** @description Seconds in which a retry with a rotated refresh token gets the same successor. */
      refresh_token_grace?: number | null;
      refresh_token_lifetime?: number | null;
      refresh_token_idle_lifetime?: number | null;
      default_max_age?: number | null;
      contacts?: string[] | null;
      client_uri?: string | null;
      logo_uri?: string | null;
      policy_uri?: string | null;
      tos_uri?: string | null;
      /** @description Identifiers of APIs whose access tokens the client may introspect. */
      introspects?: string[] | null;
    };
    UpdateSecretBody: {
      /** @description When it stops working; null = it does not end by itself. A time that has passed ends it at once. */
      expires_at: number | null;
    };
    UpdateSettingsBody: {
      retention?: components['schemas']['RetentionSettingsBody'] | null;
      failures?: components['schemas']['FailureLimitsSettingsBody'] | null;
      sweeps?: components['schemas']['SweepsSettingsBody'] | null;
    };
    UpdateUserBody: {
      username?: string | null;
      email?: string | null;
      /** @description A new address is unverified unless this says otherwise. */
      email_verified?: boolean | null;
      claims?: {
        [key: string]: unknown;
      } | null;
    };
    UpkeepAnswer: {
      at: number;
      /** @description False while the setting `sweeps.enabled` is off. */
      sweeping: boolean;
      sweeps: components['schemas']['SweepAnswer'][];
      /** @description At most a minute old. */
      database: components['schemas']['DatabaseSizeAnswer'];
    };
    UriDifferenceAnswer: {
      /** @description The registered URI. */
      nearest: string;
      /** @description In reading order. Those not `received` join to the registered URI, those not `expected` to the one sent. */
      segments: components['schemas']['DifferenceSegmentAnswer'][];
      kinds: string[];
      explanation: string;
    };
    UserAnswer: {
      self: string;
      /** @description Also the `sub` of tokens. */
      id: string;
      username: string;
      email: string | null;
      email_verified: boolean;
      claims: {
        [key: string]: unknown;
      };
      roles: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[];
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      disabled_at: number | null;
      has_password: boolean;
      /** @description Null when there never was one, or nobody noted it then. */
      password_changed_at: number | null;
      /** @description Everything issued for the user up to then is revoked. */
      tokens_revoked_before: number | null;
      created_at: number;
      updated_at: number;
    };
    UserDetailAnswer: {
      /** @description Browsers in which the user is signed in. Not part of the entity tag. */
      live_sessions: components['schemas']['BoundedCountAnswer'];
      /** @description Clients that the user allows. Not part of the entity tag. */
      live_consents: components['schemas']['BoundedCountAnswer'];
      /** @description Not part of the entity tag. */
      sign_in: components['schemas']['SignInLockAnswer'];
      self: string;
      /** @description Also the `sub` of tokens. */
      id: string;
      username: string;
      email: string | null;
      email_verified: boolean;
      claims: {
        [key: string]: unknown;
      };
      roles: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[];
      /** @enum {string} */
      state: 'enabled' | 'disabled';
      disabled_at: number | null;
      has_password: boolean;
      /** @description Null when there never was one, or nobody noted it then. */
      password_changed_at: number | null;
      /** @description Everything issued for the user up to then is revoked. */
      tokens_revoked_before: number | null;
      created_at: number;
      updated_at: number;
    };
    UserPageAnswer: {
      items: components['schemas']['UserAnswer'][];
      /** @description There may be more even if this page is not full. */
      next: string | null;
    };
    UserPasswordBody: {
      password: string;
    };
    UserRolesBody: {
      /** @description All roles that the user is to have. */
      roles: ('owner' | 'admin' | 'developer' | 'auditor' | 'support')[];
    };
    VerifyAuditBody: {
      /** @description Place of the chain to begin after; 0, the beginning, when left out. */
      after?: number | null;
      /** @description How many events to go through at most. */
      limit?: number | null;
    };
    WouldAllowAnswer: {
      scope: string;
      /** @description The sentence that the person reads; null when the API gives none. */
      sentence: string | null;
      /** @description The API that the scope belongs to; null for those of OpenID Connect. */
      api: components['schemas']['ScopeApiAnswer'] | null;
    };
    WouldAskAnswer: {
      /** @description False with `prompt=none`: where a page would be needed, the client gets an error instead. */
      pages_allowed: boolean;
      /** @enum {string} */
      sign_in: 'every_time' | 'unless_signed_in';
      /** @description Seconds after which a sign-in is too old. */
      max_age: number | null;
      /** @description Whether also somebody who is signed in chooses with which account to go on. */
      account_selection: boolean;
      /**
       * @description `first_time` = for what the person has not allowed before.
       * @enum {string}
       */
      consent: 'never' | 'first_time' | 'every_time';
      /** @description What the client would be allowed, as the consent page says it. */
      scopes: components['schemas']['WouldAllowAnswer'][];
      /** @description Scopes that were asked for and are left out: nobody knows them, or this client may not have them. */
      left_out: string[];
    };
    WouldRefuseAnswer: {
      /** @description The check that failed. */
      check: string;
      error: string;
      error_description: string;
      /**
       * @description `page` = the person sees an error page, as nobody can be trusted with an answer; `client` = the client is told.
       * @enum {string}
       */
      told_to: 'page' | 'client';
      /** @description Where the client would be told. */
      redirect_uri: string | null;
      response_mode: string | null;
      /** @description All that would be sent there. */
      parameters: {
        [key: string]: unknown;
      } | null;
    };
    /** @description RFC 9457. */
    Problem: {
      type: string;
      title: string;
      status: number;
      /** @description Stable; programs act on it. */
      code: string;
      detail?: string;
      errors?: {
        /** @description A JSON pointer (RFC 6901) to the member or parameter. */
        pointer: string;
        detail: string;
        /** @description Stable id of the rule that it breaks. */
        rule?: string;
        fix?: string;
        /** @description A value to put there that mends it. */
        replacement?: string;
      }[];
      /** @description Of `revocation_set_changed`: the first tokens that have joined. */
      added?: string[];
      /** @description Of `revocation_set_changed`: how many tokens have joined. */
      added_count?: number;
      /** @description Of `revocation_set_changed`: how many have died by themselves; null where the set is not listed whole. */
      gone_count?: number | null;
      /** @description Of `revocation_unconfirmed`: the number to confirm. */
      tokens?: number;
      /** @description Names the request in the log. */
      reference: string;
    };
  };
  responses: {
    /** @description `api_built_in`: This API is part of Gatehouse. It can be neither changed nor deleted. */
    api_built_in: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_built_in';
        };
      };
    };
    /**
     * @description `api_built_in`: This API is part of Gatehouse. It can be neither changed nor deleted.
     *
     *     `api_in_use`: Clients use this. `errors` names clients that would lose a scope. Send `force=true` to go on all the same.
     */
    'api_built_in.api_in_use': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_built_in' | 'api_in_use';
        };
      };
    };
    /**
     * @description `api_exists`: This identifier is taken. An API of this identifier exists.
     *
     *     `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     */
    'api_exists.idempotency_in_progress': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_exists' | 'idempotency_in_progress';
        };
      };
    };
    /** @description `api_invalid`: The API breaks rules. `errors` has the id of each rule, what is wrong and how to mend it. */
    api_invalid: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_invalid';
        };
      };
    };
    /**
     * @description `api_invalid`: The API breaks rules. `errors` has the id of each rule, what is wrong and how to mend it.
     *
     *     `idempotency_key_reused`: The Idempotency-Key was used for something else. Each new request needs a new key.
     */
    'api_invalid.idempotency_key_reused': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_invalid' | 'idempotency_key_reused';
        };
      };
    };
    /** @description `api_not_found`: There is no such API. No API is registered under this identifier. */
    api_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_not_found';
        };
      };
    };
    /**
     * @description `api_not_found`: There is no such API. No API is registered under this identifier.
     *
     *     `scope_not_found`: There is no such scope. The API has no scope of this name.
     */
    'api_not_found.scope_not_found': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'api_not_found' | 'scope_not_found';
        };
      };
    };
    /**
     * @description `audit_busy`: Too many are reading the audit log this way. A process answers a bounded number of streams, exports and verifications at once. Try again.
     *
     *     `unavailable`: The server cannot answer at the moment. Nothing was changed. `Retry-After` says when to try again.
     */
    'audit_busy.unavailable': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'audit_busy' | 'unavailable';
        };
      };
    };
    /** @description `audit_event_not_found`: There is no such event. No event has this id, or it was removed for its age. */
    audit_event_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'audit_event_not_found';
        };
      };
    };
    /** @description `audit_place_unknown`: There is nothing at this place of the chain. Go on after a place that an earlier verification or a checkpoint named; 0 is the beginning. */
    audit_place_unknown: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'audit_place_unknown';
        };
      };
    };
    /**
     * @description `bad_encoding`: Something is not UTF-8. Percent-encode parameters as UTF-8; send bodies in UTF-8.
     *
     *     `bad_json`: The body is not JSON. Or it is nested too deeply.
     *
     *     `bad_path`: The path has more than one reading. Write ids in paths as `self` has them.
     *
     *     `body_interrupted`: The body was cut short. Send it again.
     *
     *     `idempotency_key_invalid`: The Idempotency-Key is not valid. It has 1 to 255 visible ASCII characters.
     *
     *     `malformed_request`: The request is malformed. The path, the query or the body cannot be read.
     *
     *     `query_invalid`: Some parameters are not valid. `errors` names each; unknown parameters are refused too.
     *
     *     `too_many_parameters`: There are too many parameters. A request has 200 at most.
     *
     *     `validation_failed`: Some members are not valid. `errors` has a JSON pointer for each; unknown members are refused too.
     */
    'bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?:
            | 'bad_encoding'
            | 'bad_json'
            | 'bad_path'
            | 'body_interrupted'
            | 'idempotency_key_invalid'
            | 'malformed_request'
            | 'query_invalid'
            | 'too_many_parameters'
            | 'validation_failed';
        };
      };
    };
    /**
     * @description `bad_encoding`: Something is not UTF-8. Percent-encode parameters as UTF-8; send bodies in UTF-8.
     *
     *     `bad_json`: The body is not JSON. Or it is nested too deeply.
     *
     *     `bad_path`: The path has more than one reading. Write ids in paths as `self` has them.
     *
     *     `body_interrupted`: The body was cut short. Send it again.
     *
     *     `malformed_request`: The request is malformed. The path, the query or the body cannot be read.
     *
     *     `query_invalid`: Some parameters are not valid. `errors` names each; unknown parameters are refused too.
     *
     *     `too_many_parameters`: There are too many parameters. A request has 200 at most.
     *
     *     `validation_failed`: Some members are not valid. `errors` has a JSON pointer for each; unknown members are refused too.
     */
    'bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?:
            | 'bad_encoding'
            | 'bad_json'
            | 'bad_path'
            | 'body_interrupted'
            | 'malformed_request'
            | 'query_invalid'
            | 'too_many_parameters'
            | 'validation_failed';
        };
      };
    };
    /**
     * @description `bad_encoding`: Something is not UTF-8. Percent-encode parameters as UTF-8; send bodies in UTF-8.
     *
     *     `bad_path`: The path has more than one reading. Write ids in paths as `self` has them.
     *
     *     `cursor_invalid`: The cursor is not valid. A cursor fits only the list and the filters that it came with.
     *
     *     `malformed_request`: The request is malformed. The path, the query or the body cannot be read.
     *
     *     `query_invalid`: Some parameters are not valid. `errors` names each; unknown parameters are refused too.
     *
     *     `too_many_parameters`: There are too many parameters. A request has 200 at most.
     */
    'bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?:
            | 'bad_encoding'
            | 'bad_path'
            | 'cursor_invalid'
            | 'malformed_request'
            | 'query_invalid'
            | 'too_many_parameters';
        };
      };
    };
    /**
     * @description `bad_encoding`: Something is not UTF-8. Percent-encode parameters as UTF-8; send bodies in UTF-8.
     *
     *     `bad_path`: The path has more than one reading. Write ids in paths as `self` has them.
     *
     *     `malformed_request`: The request is malformed. The path, the query or the body cannot be read.
     *
     *     `query_invalid`: Some parameters are not valid. `errors` names each; unknown parameters are refused too.
     *
     *     `too_many_parameters`: There are too many parameters. A request has 200 at most.
     */
    'bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'bad_encoding' | 'bad_path' | 'malformed_request' | 'query_invalid' | 'too_many_parameters';
        };
      };
    };
    /** @description `body_too_large`: The request is too large. A body has 64 KiB at most. */
    body_too_large: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'body_too_large';
        };
      };
    };
    /**
     * @description `client_exists`: This client_id is taken. Choose another, or leave it out to be given one.
     *
     *     `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     */
    'client_exists.idempotency_in_progress': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_exists' | 'idempotency_in_progress';
        };
      };
    };
    /** @description `client_invalid`: The client breaks rules. `errors` has the id of each rule, what is wrong and how to mend it. */
    client_invalid: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_invalid';
        };
      };
    };
    /**
     * @description `client_invalid`: The client breaks rules. `errors` has the id of each rule, what is wrong and how to mend it.
     *
     *     `idempotency_key_reused`: The Idempotency-Key was used for something else. Each new request needs a new key.
     */
    'client_invalid.idempotency_key_reused': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_invalid' | 'idempotency_key_reused';
        };
      };
    };
    /** @description `client_not_found`: There is no such client. No client is registered under this id. */
    client_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_not_found';
        };
      };
    };
    /**
     * @description `client_not_found`: There is no such client. No client is registered under this id.
     *
     *     `redirect_uri_not_found`: There is no such redirect URI. The client has no expiring redirect URI of this id, or it was swept away after its end.
     */
    'client_not_found.redirect_uri_not_found': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_not_found' | 'redirect_uri_not_found';
        };
      };
    };
    /**
     * @description `client_not_found`: There is no such client. No client is registered under this id.
     *
     *     `secret_not_found`: There is no such secret. The client has no secret of this id.
     */
    'client_not_found.secret_not_found': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_not_found' | 'secret_not_found';
        };
      };
    };
    /**
     * @description `client_not_found`: There is no such client. No client is registered under this id.
     *
     *     `user_not_found`: There is no such user. Nobody has this id.
     */
    'client_not_found.user_not_found': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_not_found' | 'user_not_found';
        };
      };
    };
    /**
     * @description `client_without_secrets`: This client does not use a secret. Its `token_endpoint_auth_method` is not one with a secret.
     *
     *     `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     *
     *     `too_many_secrets`: The client has two live secrets already. Delete one, or let it expire, before you make another.
     */
    'client_without_secrets.idempotency_in_progress.too_many_secrets': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'client_without_secrets' | 'idempotency_in_progress' | 'too_many_secrets';
        };
      };
    };
    /** @description `consent_not_found`: There is no such consent. No consent has this id. */
    consent_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'consent_not_found';
        };
      };
    };
    /** @description `failure_not_found`: There is no such refused request. No request was refused under this reference, or it was swept away since. */
    failure_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'failure_not_found';
        };
      };
    };
    /**
     * @description `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     *
     *     `redirect_uri_registered`: This redirect URI is registered for good. It is one of the `redirect_uris` of the client, which do not expire.
     *
     *     `too_many_redirect_uris`: The client has too many expiring redirect URIs. It may have 100 that are live. Delete some, or let them expire.
     */
    'idempotency_in_progress.redirect_uri_registered.too_many_redirect_uris': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_in_progress' | 'redirect_uri_registered' | 'too_many_redirect_uris';
        };
      };
    };
    /**
     * @description `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     *
     *     `signing_key_announced`: A key is announced already. It can be activated when it was announced for long enough.
     */
    'idempotency_in_progress.signing_key_announced': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_in_progress' | 'signing_key_announced';
        };
      };
    };
    /**
     * @description `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     *
     *     `signing_key_state`: The key is in another state. Only a key that is announced can be activated, and only one that no longer signs can be retired.
     */
    'idempotency_in_progress.signing_key_state': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_in_progress' | 'signing_key_state';
        };
      };
    };
    /**
     * @description `idempotency_in_progress`: The first request with this key is still running. Try again in a moment; `Retry-After` says when.
     *
     *     `user_exists`: This name is taken. The username or e-mail address belongs to another user.
     */
    'idempotency_in_progress.user_exists': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_in_progress' | 'user_exists';
        };
      };
    };
    /** @description `idempotency_key_reused`: The Idempotency-Key was used for something else. Each new request needs a new key. */
    idempotency_key_reused: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_key_reused';
        };
      };
    };
    /**
     * @description `idempotency_key_reused`: The Idempotency-Key was used for something else. Each new request needs a new key.
     *
     *     `user_invalid`: The user breaks rules. `errors` has the id of each rule and what is wrong.
     */
    'idempotency_key_reused.user_invalid': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'idempotency_key_reused' | 'user_invalid';
        };
      };
    };
    /** @description `last_owner`: This is the last owner. An instance always has an enabled owner. Make another before you disable, delete or demote this one. */
    last_owner: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'last_owner';
        };
      };
    };
    /** @description `precondition_failed`: It was changed in the meantime. Read it again, look at what is different, and send the new `ETag` in `If-Match`. */
    precondition_failed: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'precondition_failed';
        };
      };
    };
    /** @description `precondition_required`: A precondition is needed. Send the `ETag` of what you have read in `If-Match`, so that nobody’s change is lost. RFC 6585 §3. */
    precondition_required: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'precondition_required';
        };
      };
    };
    /**
     * @description `revocation_committed`: The preview was committed before. A preview can be committed once.
     *
     *     `revocation_expired`: The preview is too old. A preview can be committed for 15 minutes. Preview again.
     *
     *     `revocation_preview_only`: This event cannot be committed here. It belongs to the change that causes it: disable or delete the user or client, or change the password.
     *
     *     `revocation_set_changed`: The set has changed since the preview. Nothing was revoked. `added` names tokens that joined (`added_count` in all), `gone_count` says how many died by themselves. Preview again, or send `include_added` with the same preview.
     */
    'revocation_committed.revocation_expired.revocation_preview_only.revocation_set_changed': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_committed' | 'revocation_expired' | 'revocation_preview_only' | 'revocation_set_changed';
        };
      };
    };
    /** @description `revocation_not_found`: There is no such revocation. Previews are forgotten a while after they expire. */
    revocation_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_not_found';
        };
      };
    };
    /** @description `revocation_not_running`: There is nothing to stop. Only revocations by filter run long enough to be stopped. */
    revocation_not_running: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_not_running';
        };
      };
    };
    /** @description `revocation_target_not_found`: There is nothing to revoke. What the event is about does not exist. */
    revocation_target_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_target_not_found';
        };
      };
    };
    /** @description `revocation_too_large`: The set is too large to be listed. Narrow the filter, or revoke what the tokens hang on: the family, the person, the client. */
    revocation_too_large: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_too_large';
        };
      };
    };
    /**
     * @description `revocation_too_large`: The set is too large to be listed. Narrow the filter, or revoke what the tokens hang on: the family, the person, the client.
     *
     *     `revocation_unconfirmed`: The number of tokens has to be confirmed. Send `confirm` with the number of tokens that the preview counted (`tokens`).
     */
    'revocation_too_large.revocation_unconfirmed': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'revocation_too_large' | 'revocation_unconfirmed';
        };
      };
    };
    /**
     * @description `role_not_held`: Nobody can grant what they do not hold. A role can be given only by somebody who may do all that it allows; only a person who is an owner can make owners.
     *
     *     `scope_missing`: The access token does not allow this. A scope is missing: in the token, in what its client may have, or in what the roles of its person allow.
     */
    'role_not_held.scope_missing': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'role_not_held' | 'scope_missing';
        };
      };
    };
    /**
     * @description `role_not_held`: Nobody can grant what they do not hold. A role can be given only by somebody who may do all that it allows; only a person who is an owner can make owners.
     *
     *     `scope_missing`: The access token does not allow this. A scope is missing: in the token, in what its client may have, or in what the roles of its person allow.
     *
     *     `target_holds_more`: This user may do more than you. Nobody can change somebody whose roles allow what they may not do themselves; only an owner can change an owner.
     */
    'role_not_held.scope_missing.target_holds_more': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'role_not_held' | 'scope_missing' | 'target_holds_more';
        };
      };
    };
    /** @description `scope_missing`: The access token does not allow this. A scope is missing: in the token, in what its client may have, or in what the roles of its person allow. */
    scope_missing: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'scope_missing';
        };
      };
    };
    /**
     * @description `scope_missing`: The access token does not allow this. A scope is missing: in the token, in what its client may have, or in what the roles of its person allow.
     *
     *     `scope_not_held`: Nobody can grant what they do not hold. A scope of `urn:gatehouse:admin` can be given only by somebody who has it.
     */
    'scope_missing.scope_not_held': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'scope_missing' | 'scope_not_held';
        };
      };
    };
    /**
     * @description `scope_missing`: The access token does not allow this. A scope is missing: in the token, in what its client may have, or in what the roles of its person allow.
     *
     *     `target_holds_more`: This user may do more than you. Nobody can change somebody whose roles allow what they may not do themselves; only an owner can change an owner.
     */
    'scope_missing.target_holds_more': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'scope_missing' | 'target_holds_more';
        };
      };
    };
    /** @description `server_error`: The server failed to answer the request. `reference` names the line in the log. */
    server_error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'server_error';
        };
      };
    };
    /** @description `session_not_found`: There is no such session. No session has this id, or it was swept away after its end. */
    session_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'session_not_found';
        };
      };
    };
    /** @description `signing_key_not_found`: There is no such signing key. No key has this id, or it was swept away. */
    signing_key_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'signing_key_not_found';
        };
      };
    };
    /**
     * @description `signing_key_state`: The key is in another state. Only a key that is announced can be activated, and only one that no longer signs can be retired.
     *
     *     `signing_key_too_soon`: It is too soon for this. `detail` says until when to wait. `force` with a `reason` goes on all the same.
     */
    'signing_key_state.signing_key_too_soon': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'signing_key_state' | 'signing_key_too_soon';
        };
      };
    };
    /**
     * @description `token_invalid`: The access token is not valid. It is unknown, expired or revoked, or it was not issued for `urn:gatehouse:admin` alone.
     *
     *     `unauthenticated`: An access token is needed. Send `Authorization: Bearer` with an access token for `urn:gatehouse:admin`.
     */
    'token_invalid.unauthenticated': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'token_invalid' | 'unauthenticated';
        };
      };
    };
    /** @description `token_not_found`: There is no such token. None was issued under this id, its digest is another, or it was swept away after its end. */
    token_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'token_not_found';
        };
      };
    };
    /** @description `too_many_secrets`: The client has two live secrets already. Delete one, or let it expire, before you make another. */
    too_many_secrets: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'too_many_secrets';
        };
      };
    };
    /** @description `unavailable`: The server cannot answer at the moment. Nothing was changed. `Retry-After` says when to try again. */
    unavailable: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'unavailable';
        };
      };
    };
    /**
     * @description `unsupported_content_encoding`: The body must not be compressed. Send it as it is.
     *
     *     `unsupported_content_type`: The content type is not supported. Send `application/json`; for PATCH also `application/merge-patch+json`.
     */
    'unsupported_content_encoding.unsupported_content_type': {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'unsupported_content_encoding' | 'unsupported_content_type';
        };
      };
    };
    /** @description `user_exists`: This name is taken. The username or e-mail address belongs to another user. */
    user_exists: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'user_exists';
        };
      };
    };
    /** @description `user_invalid`: The user breaks rules. `errors` has the id of each rule and what is wrong. */
    user_invalid: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'user_invalid';
        };
      };
    };
    /** @description `user_not_found`: There is no such user. Nobody has this id. */
    user_not_found: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/problem+json': components['schemas']['Problem'] & {
          /** @enum {string} */
          code?: 'user_not_found';
        };
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  apis_list: {
    parameters: {
      query?: {
        /** @description The one API of this identifier. */
        identifier?: string;
        state?: 'enabled' | 'disabled';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateApiBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      409: components['responses']['api_exists.idempotency_in_progress'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['api_invalid.idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_remove: {
    parameters: {
      query?: {
        /** @description Goes on although clients use it: they keep the words, which mean nothing any more. */
        force?: boolean;
      };
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      409: components['responses']['api_built_in.api_in_use'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_update: {
    parameters: {
      query?: {
        /** @description Goes on although clients use it: they keep the words, which mean nothing any more. */
        force?: boolean;
      };
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateApiBody'];
        'application/merge-patch+json': components['schemas']['UpdateApiBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      409: components['responses']['api_built_in.api_in_use'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['api_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_disable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      409: components['responses']['api_built_in'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_enable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      409: components['responses']['api_built_in'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_putScope: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
        scope: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutScopeBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found'];
      409: components['responses']['api_built_in'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['api_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  apis_removeScope: {
    parameters: {
      query?: {
        /** @description Goes on although clients use it: they keep the words, which mean nothing any more. */
        force?: boolean;
      };
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        api_id: string;
        scope: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['api_not_found.scope_not_found'];
      409: components['responses']['api_built_in.api_in_use'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  attention_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AttentionAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  audit_list: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
        /** @description Event ids or prefixes such as `client.*`, comma-separated. */
        event?: (
          | 'account.*'
          | 'account.created'
          | 'account.deleted'
          | 'account.disabled'
          | 'account.enabled'
          | 'account.password_changed'
          | 'account.roles_changed'
          | 'account.sign_in_unlocked'
          | 'account.updated'
          | 'admin.*'
          | 'admin.read'
          | 'admin.refused'
          | 'api.*'
          | 'api.created'
          | 'api.deleted'
          | 'api.disabled'
          | 'api.enabled'
          | 'api.updated'
          | 'audit.*'
          | 'audit.exported'
          | 'audit.pruned'
          | 'audit.verified'
          | 'authorization.*'
          | 'authorization.granted'
          | 'authorization.refused'
          | 'authorization_code.*'
          | 'authorization_code.replayed'
          | 'client.*'
          | 'client.created'
          | 'client.deleted'
          | 'client.disabled'
          | 'client.enabled'
          | 'client.updated'
          | 'client_authentication.*'
          | 'client_authentication.failed'
          | 'client_secret.*'
          | 'client_secret.changed'
          | 'client_secret.created'
          | 'client_secret.deleted'
          | 'configuration.*'
          | 'configuration.applied'
          | 'consent.*'
          | 'consent.allowed'
          | 'consent.denied'
          | 'consent.revoked'
          | 'events.*'
          | 'events.suppressed'
          | 'refresh_token.*'
          | 'refresh_token.retried'
          | 'refresh_token.reused'
          | 'refresh_token.rotated'
          | 'revocation.*'
          | 'revocation.committed'
          | 'revocation.conflicted'
          | 'revocation.finished'
          | 'revocation.previewed'
          | 'revocation.stopped'
          | 'session.*'
          | 'session.ended'
          | 'settings.*'
          | 'settings.changed'
          | 'setup.*'
          | 'setup.completed'
          | 'sign_in.*'
          | 'sign_in.failed'
          | 'sign_in.locked'
          | 'sign_in.succeeded'
          | 'signing_key.*'
          | 'signing_key.activated'
          | 'signing_key.announced'
          | 'signing_key.retired'
          | 'signing_key.retiring'
          | 'signing_key.revoked'
          | 'token.*'
          | 'token.issued'
          | 'token.refused'
          | 'token.revoked'
          | 'upkeep.*'
          | 'upkeep.purged'
        )[];
        outcome?: 'success' | 'refused' | 'failed';
        actor_kind?: 'person' | 'client' | 'operator' | 'system' | 'anonymous';
        /** @description Account id or client id of who did it. */
        actor?: string;
        target_kind?: string;
        /** @description Id of what it was done to. */
        target?: string;
        client_id?: string;
        /** @description Account id of the person, or client id of a client that acts for itself. */
        subject?: string;
        family_id?: string;
        session_id?: string;
        /** @description The address as it stands in the log. */
        ip?: string;
        /** @description Name of the check that refused. */
        check?: string;
        /** @description The reference that the person or the log saw. */
        reference?: string;
        /** @description Not before. */
        from?: number;
        /** @description Before, not at. */
        to?: number;
        /** @description An id, a name or any words that stand somewhere in the event, the detail included. */
        mentions?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  audit_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        event_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditEventAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['audit_event_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  audit_checkpoints: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckpointPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  audit_export: {
    parameters: {
      query: {
        /** @description `csv` for spreadsheets; `jsonl` proves itself: see verify-bundle.mjs. */
        format: 'csv' | 'jsonl';
        /** @description Event ids or prefixes such as `client.*`, comma-separated. */
        event?: (
          | 'account.*'
          | 'account.created'
          | 'account.deleted'
          | 'account.disabled'
          | 'account.enabled'
          | 'account.password_changed'
          | 'account.roles_changed'
          | 'account.sign_in_unlocked'
          | 'account.updated'
          | 'admin.*'
          | 'admin.read'
          | 'admin.refused'
          | 'api.*'
          | 'api.created'
          | 'api.deleted'
          | 'api.disabled'
          | 'api.enabled'
          | 'api.updated'
          | 'audit.*'
          | 'audit.exported'
          | 'audit.pruned'
          | 'audit.verified'
          | 'authorization.*'
          | 'authorization.granted'
          | 'authorization.refused'
          | 'authorization_code.*'
          | 'authorization_code.replayed'
          | 'client.*'
          | 'client.created'
          | 'client.deleted'
          | 'client.disabled'
          | 'client.enabled'
          | 'client.updated'
          | 'client_authentication.*'
          | 'client_authentication.failed'
          | 'client_secret.*'
          | 'client_secret.changed'
          | 'client_secret.created'
          | 'client_secret.deleted'
          | 'configuration.*'
          | 'configuration.applied'
          | 'consent.*'
          | 'consent.allowed'
          | 'consent.denied'
          | 'consent.revoked'
          | 'events.*'
          | 'events.suppressed'
          | 'refresh_token.*'
          | 'refresh_token.retried'
          | 'refresh_token.reused'
          | 'refresh_token.rotated'
          | 'revocation.*'
          | 'revocation.committed'
          | 'revocation.conflicted'
          | 'revocation.finished'
          | 'revocation.previewed'
          | 'revocation.stopped'
          | 'session.*'
          | 'session.ended'
          | 'settings.*'
          | 'settings.changed'
          | 'setup.*'
          | 'setup.completed'
          | 'sign_in.*'
          | 'sign_in.failed'
          | 'sign_in.locked'
          | 'sign_in.succeeded'
          | 'signing_key.*'
          | 'signing_key.activated'
          | 'signing_key.announced'
          | 'signing_key.retired'
          | 'signing_key.retiring'
          | 'signing_key.revoked'
          | 'token.*'
          | 'token.issued'
          | 'token.refused'
          | 'token.revoked'
          | 'upkeep.*'
          | 'upkeep.purged'
        )[];
        outcome?: 'success' | 'refused' | 'failed';
        actor_kind?: 'person' | 'client' | 'operator' | 'system' | 'anonymous';
        /** @description Account id or client id of who did it. */
        actor?: string;
        target_kind?: string;
        /** @description Id of what it was done to. */
        target?: string;
        client_id?: string;
        /** @description Account id of the person, or client id of a client that acts for itself. */
        subject?: string;
        family_id?: string;
        session_id?: string;
        /** @description The address as it stands in the log. */
        ip?: string;
        /** @description Name of the check that refused. */
        check?: string;
        /** @description The reference that the person or the log saw. */
        reference?: string;
        /** @description Not before. */
        from?: number;
        /** @description Before, not at. */
        to?: number;
        /** @description An id, a name or any words that stand somewhere in the event, the detail included. */
        mentions?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The export, sent as it is made */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/jsonl': string;
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['audit_busy.unavailable'];
    };
  };
  audit_stream: {
    parameters: {
      query?: {
        /** @description Event ids or prefixes such as `client.*`, comma-separated. */
        event?: (
          | 'account.*'
          | 'account.created'
          | 'account.deleted'
          | 'account.disabled'
          | 'account.enabled'
          | 'account.password_changed'
          | 'account.roles_changed'
          | 'account.sign_in_unlocked'
          | 'account.updated'
          | 'admin.*'
          | 'admin.read'
          | 'admin.refused'
          | 'api.*'
          | 'api.created'
          | 'api.deleted'
          | 'api.disabled'
          | 'api.enabled'
          | 'api.updated'
          | 'audit.*'
          | 'audit.exported'
          | 'audit.pruned'
          | 'audit.verified'
          | 'authorization.*'
          | 'authorization.granted'
          | 'authorization.refused'
          | 'authorization_code.*'
          | 'authorization_code.replayed'
          | 'client.*'
          | 'client.created'
          | 'client.deleted'
          | 'client.disabled'
          | 'client.enabled'
          | 'client.updated'
          | 'client_authentication.*'
          | 'client_authentication.failed'
          | 'client_secret.*'
          | 'client_secret.changed'
          | 'client_secret.created'
          | 'client_secret.deleted'
          | 'configuration.*'
          | 'configuration.applied'
          | 'consent.*'
          | 'consent.allowed'
          | 'consent.denied'
          | 'consent.revoked'
          | 'events.*'
          | 'events.suppressed'
          | 'refresh_token.*'
          | 'refresh_token.retried'
          | 'refresh_token.reused'
          | 'refresh_token.rotated'
          | 'revocation.*'
          | 'revocation.committed'
          | 'revocation.conflicted'
          | 'revocation.finished'
          | 'revocation.previewed'
          | 'revocation.stopped'
          | 'session.*'
          | 'session.ended'
          | 'settings.*'
          | 'settings.changed'
          | 'setup.*'
          | 'setup.completed'
          | 'sign_in.*'
          | 'sign_in.failed'
          | 'sign_in.locked'
          | 'sign_in.succeeded'
          | 'signing_key.*'
          | 'signing_key.activated'
          | 'signing_key.announced'
          | 'signing_key.retired'
          | 'signing_key.retiring'
          | 'signing_key.revoked'
          | 'token.*'
          | 'token.issued'
          | 'token.refused'
          | 'token.revoked'
          | 'upkeep.*'
          | 'upkeep.purged'
        )[];
        outcome?: 'success' | 'refused' | 'failed';
        actor_kind?: 'person' | 'client' | 'operator' | 'system' | 'anonymous';
        /** @description Account id or client id of who did it. */
        actor?: string;
        target_kind?: string;
        /** @description Id of what it was done to. */
        target?: string;
        client_id?: string;
        /** @description Account id of the person, or client id of a client that acts for itself. */
        subject?: string;
        family_id?: string;
        session_id?: string;
        /** @description The address as it stands in the log. */
        ip?: string;
        /** @description Name of the check that refused. */
        check?: string;
        /** @description The reference that the person or the log saw. */
        reference?: string;
        /** @description Not before. */
        from?: number;
        /** @description Before, not at. */
        to?: number;
        /** @description An id, a name or any words that stand somewhere in the event, the detail included. */
        mentions?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Events that match, as they happen */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['audit_busy.unavailable'];
    };
  };
  audit_verify: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['VerifyAuditBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditVerificationAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['audit_place_unknown'];
      500: components['responses']['server_error'];
      503: components['responses']['audit_busy.unavailable'];
    };
  };
  authorizationChecks_check: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuthorizationCheckBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthorizationCheckAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_list: {
    parameters: {
      query?: {
        /** @description The beginning of a client id or of a name. */
        search?: string;
        application_type?: ('web' | 'spa' | 'native' | 'machine' | 'device' | 'agent')[];
        state?: 'enabled' | 'disabled';
        /** @description Whether the client proves who it is at the token endpoint (RFC 6749 §2.1). */
        authentication?: 'public' | 'confidential';
        grant_type?: string;
        /** @description A registered redirect URI, exactly. */
        redirect_uri?: string;
        /** @description A part of the host of a registered redirect URI. */
        redirect_host?: string;
        /** @description One word of the scope. */
        scope?: string;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateClientBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      409: components['responses']['client_exists.idempotency_in_progress'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['client_invalid.idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_remove: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_update: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateClientBody'];
        'application/merge-patch+json': components['schemas']['UpdateClientBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['client_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_disable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_enable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_lint: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LintAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientRedirectUris_add: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AddRedirectUriBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExpiringRedirectUriAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found'];
      409: components['responses']['idempotency_in_progress.redirect_uri_registered.too_many_redirect_uris'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['client_invalid.idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientRedirectUris_remove: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
        redirect_uri_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found.redirect_uri_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  rejectedUris_list: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RejectedUrisAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_list: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecretListAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateSecretBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSecretAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found'];
      409: components['responses']['client_without_secrets.idempotency_in_progress.too_many_secrets'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecretAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found.secret_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_remove: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found.secret_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_update: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        client_id: string;
        secret_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSecretBody'];
        'application/merge-patch+json': components['schemas']['UpdateSecretBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecretAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found.secret_not_found'];
      409: components['responses']['too_many_secrets'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clientSecrets_roll: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RollSecretBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewSecretAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.scope_not_held'];
      404: components['responses']['client_not_found'];
      409: components['responses']['client_without_secrets.idempotency_in_progress.too_many_secrets'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  tokenPreview_preview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        client_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenPreviewBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPreviewAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['client_not_found.user_not_found'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  clients_check: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateClientBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CheckedClientAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  consents_page: {
    parameters: {
      query?: {
        /** @description This or `client_id` is needed. */
        user_id?: string;
        client_id?: string;
        state?: 'live' | 'revoked';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsentPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  consents_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        consent_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ConsentAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['consent_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  consents_revoke: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        consent_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndingBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EndedAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['consent_not_found'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  failures_list: {
    parameters: {
      query?: {
        client_id?: string;
        endpoint?: 'authorize' | 'token' | 'introspect' | 'revoke' | 'logout' | 'page';
        /** @description Id of the check that refused, such as `redirect_uri.unregistered`. */
        check?: string;
        /** @description Refused at this moment or later. */
        from?: number;
        /** @description Refused before this moment. */
        until?: number;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailurePageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  failures_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reference: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailureAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['failure_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  me_read: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  openApi_document: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The OpenAPI document. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': string;
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_list: {
    parameters: {
      query?: {
        /** @description Also those that were only previewed. */
        previews?: boolean;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_commit: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CommitRevocationBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationReceiptAnswer'];
        };
      };
      /** @description The answer. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationReceiptAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['revocation_not_found'];
      409: components['responses']['revocation_committed.revocation_expired.revocation_preview_only.revocation_set_changed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['revocation_too_large.revocation_unconfirmed'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationReceiptAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['revocation_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_members: {
    parameters: {
      query?: {
        state?: 'pending' | 'revoked' | 'gone';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationMemberPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['revocation_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_stop: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationReceiptAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['revocation_not_found'];
      409: components['responses']['revocation_not_running'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  revocations_preview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PreviewRevocationBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevocationAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['revocation_target_not_found'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['revocation_too_large'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  search_find: {
    parameters: {
      query: {
        /** @description An id of a user, token, session, family, consent or audit event; the reference of a refused request; or the beginning of a client id, a client’s name, a username, an e-mail address or a user’s id. Never a token. */
        q: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  sessions_page: {
    parameters: {
      query?: {
        user_id?: string;
        /** @description Sessions in which this client was approved. */
        client_id?: string;
        /** @description The address at the last sign-in, exactly. */
        ip?: string;
        state?: 'live' | 'ended' | 'expired';
        /** @description One of the ways in which the user authenticated (RFC 8176), such as `pwd`. */
        amr?: string;
        acr?: string;
        /** @description Started at or after this time. */
        started_from?: number;
        /** @description Started at or before this time. */
        started_to?: number;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  sessions_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        session_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SessionDetailAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['session_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  sessions_end: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        session_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndingBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EndedAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['session_not_found'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  settings_find: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettingsAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  settings_update: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateSettingsBody'];
        'application/merge-patch+json': components['schemas']['UpdateSettingsBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettingsAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeysAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kid: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['signing_key_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_activate: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        kid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeKeyBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['signing_key_not_found'];
      409: components['responses']['signing_key_state.signing_key_too_soon'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_retire: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        kid: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeKeyBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['signing_key_not_found'];
      409: components['responses']['signing_key_state.signing_key_too_soon'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_announce: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AnnounceKeyBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      409: components['responses']['idempotency_in_progress.signing_key_announced'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  signingKeys_replaceAtOnce: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EmergencyKeyBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SigningKeyAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      409: components['responses']['idempotency_in_progress.signing_key_state'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['idempotency_key_reused'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  stats_read: {
    parameters: {
      query?: {
        /** @description Not before; brought back to the beginning of its hour. Left out: 24 hours before `to`. */
        from?: number;
        /** @description Before, not at; brought on to the end of its hour, and never beyond the present one. Left out: now. */
        to?: number;
        /** @description By the hour, for 31 days at most, or by the day, for 92. Left out: by the hour up to 7 days. */
        step?: 'hour' | 'day';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StatsAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  stats_now: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CurrentStatsAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  tokens_page: {
    parameters: {
      query?: {
        /** @description The `jti` of a JWT; what an opaque token carries inside. */
        token_id?: string;
        client_id?: string;
        /** @description The id of a user; the id of a client for tokens without one. */
        subject?: string;
        session_id?: string;
        family_id?: string;
        consent_id?: string;
        kind?: 'authorization_code' | 'access_token' | 'refresh_token' | 'id_token';
        grant_type?: string;
        /** @description One word of the scope. */
        scope?: string;
        /** @description One of the audiences, exactly. */
        audience?: string;
        /** @description The address that it was issued to, exactly. */
        ip?: string;
        /** @description `reused` is a mark beside the state: presented again after its use. */
        state?: 'active' | 'used' | 'rotated' | 'expired' | 'revoked' | 'reused';
        issued_from?: number;
        issued_to?: number;
        expires_from?: number;
        expires_to?: number;
        sort?: '-issued_at' | 'issued_at';
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  tokens_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        token_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['token_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  tokens_lineage: {
    parameters: {
      query?: {
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path: {
        token_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LineageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['token_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  tokens_lookup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LookupTokenBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['token_not_found'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  upkeep_find: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UpkeepAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_page: {
    parameters: {
      query?: {
        /** @description The beginning of a username, of an e-mail address, or (8 digits or more) of an id. */
        search?: string;
        state?: 'enabled' | 'disabled';
        role?: 'owner' | 'admin' | 'developer' | 'auditor' | 'support';
        /** @description Made at or after this time. */
        created_from?: number;
        /** @description Made at or before this time. */
        created_to?: number;
        limit?: number;
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserPageAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.cursor_invalid.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description Chosen by the caller: the same request with the same key has one effect. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateUserBody'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag?: string;
          Location?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.idempotency_key_invalid.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['role_not_held.scope_missing'];
      409: components['responses']['idempotency_in_progress.user_exists'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['idempotency_key_reused.user_invalid'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDetailAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing'];
      404: components['responses']['user_not_found'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_remove: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Done. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      409: components['responses']['last_owner'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_update: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateUserBody'];
        'application/merge-patch+json': components['schemas']['UpdateUserBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      409: components['responses']['user_exists'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['user_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_disable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      409: components['responses']['last_owner'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_enable: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_liftSignInLock: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_setPassword: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserPasswordBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['user_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_removePassword: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_path.malformed_request.query_invalid.too_many_parameters'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      412: components['responses']['precondition_failed'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  users_setRoles: {
    parameters: {
      query?: never;
      header: {
        /** @description The `ETag` of what was read, or `*`. */
        'If-Match': string;
      };
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserRolesBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangedUserAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['role_not_held.scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      409: components['responses']['last_owner'];
      412: components['responses']['precondition_failed'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      422: components['responses']['user_invalid'];
      428: components['responses']['precondition_required'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
  userSessions_end: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EndingBody'];
      };
    };
    responses: {
      /** @description The answer. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EndedAnswer'];
        };
      };
      400: components['responses']['bad_encoding.bad_json.bad_path.body_interrupted.malformed_request.query_invalid.too_many_parameters.validation_failed'];
      401: components['responses']['token_invalid.unauthenticated'];
      403: components['responses']['scope_missing.target_holds_more'];
      404: components['responses']['user_not_found'];
      413: components['responses']['body_too_large'];
      415: components['responses']['unsupported_content_encoding.unsupported_content_type'];
      500: components['responses']['server_error'];
      503: components['responses']['unavailable'];
    };
  };
}
