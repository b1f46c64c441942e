import { randomUUID } from 'node:crypto';

/** An id that no other client of a server has, and that nobody can guess. `name`: that of the service, for who reads it. */
export const createClientId = (name: string): string => `${name}.${randomUUID()}`;
