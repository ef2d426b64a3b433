/** Names the lists of clients among the queries. */
export const CLIENTS_KEY = 'clients';
