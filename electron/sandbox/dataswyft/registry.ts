/** The applications that the developer portal knows: the one for Tapvault, and another app's to be kept out of. */

/** One application with what it was granted (contract 4, roles). */
export interface RegisteredApplication {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** It may read and write in these, and in no other. */
  readonly namespaces: readonly string[];
  readonly canManageFiles: boolean;
}

/** The application that a client of the sandbox uses. */
export const clientApplication: RegisteredApplication = {
  id: "tapvault-dev",
  version: "1.0.0",
  name: "Tapvault",
  namespaces: ["tapvault-dev"],
  canManageFiles: true,
};

/** All of them. `notes-dev` is somebody else's, for tries across namespaces. */
export const registry: readonly RegisteredApplication[] = [
  clientApplication,
  {
    id: "notes-dev",
    version: "2.1.0",
    name: "Notes",
    namespaces: ["notes-dev"],
    canManageFiles: false,
  },
];

/** The application of that id; null when the registry does not know it. */
export const findApplication = (id: string): RegisteredApplication | null =>
  registry.find((application) => application.id === id) ?? null;
