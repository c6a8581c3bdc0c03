/** Which applications the owner has set up, and how the API describes one (contract 4, applications). */
import type { Pda } from "./pda.ts";
import type { RegisteredApplication } from "./registry.ts";

/** Sets an application up, or disables it. */
export const enableApplication = ({ context }: Pda, id: string, isEnabled: boolean): void => {
  context.database
    .prepare(
      `INSERT INTO dataswyft_application VALUES (?, ?)
       ON CONFLICT (id) DO UPDATE SET is_enabled = excluded.is_enabled`,
    )
    .run(id, isEnabled ? 1 : 0);
};

const picture = { normal: "https://sandbox.example/picture.png" };

const describe = ({ id, name, version, namespaces, canManageFiles }: RegisteredApplication): object => ({
  id,
  kind: { kind: "App", url: "https://sandbox.example" },
  info: {
    version,
    published: false,
    name,
    headline: "An app of the sandbox",
    description: { text: "An app of the sandbox", markdown: "An app of the sandbox", html: "" },
    dataUsePurpose: "Keeping its own data",
    graphics: { banner: picture, logo: picture, screenshots: [] },
    rating: { score: "A", points: 0 },
    supportContact: "nobody@sandbox.example",
    termsUrl: "https://sandbox.example/terms",
  },
  developer: { id: "sandbox", name: "Sandbox", url: "https://sandbox.example", country: "None" },
  permissions: {
    rolesGranted: [
      ...namespaces.map((detail) => ({ role: "namespacewrite", detail })),
      ...namespaces.map((detail) => ({ role: "namespaceread", detail })),
      ...(canManageFiles ? [{ role: "managefiles", detail: "*" }] : []),
    ],
  },
  setup: {
    kind: "External",
    url: "tapvault://dataswyft",
    onboarding: [],
    validRedirectUris: ["tapvault://dataswyft", "http://127.0.0.1"],
  },
  status: {
    kind: "Internal",
    compatibility: version,
    expectedStatus: 200,
    dataPreviewEndpoint: "",
    recentDataCheckEndpoint: "",
    versionReleaseDate: "2025-01-01T00:00:00.000Z",
    statusUrl: "",
  },
});

/** An application with how it stands, as the API answers. */
export const applicationStatus = ({ context }: Pda, application: RegisteredApplication): object => {
  const row = context.database
    .prepare("SELECT is_enabled FROM dataswyft_application WHERE id = ?")
    .get(application.id) as { is_enabled: number } | undefined;
  const isEnabled = row?.is_enabled === 1;
  return {
    application: describe(application),
    setup: row !== undefined,
    enabled: isEnabled,
    active: isEnabled,
    needsUpdating: false,
  };
};
