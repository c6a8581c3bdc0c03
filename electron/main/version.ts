/** The version of this program, from package.json at build time. */
import manifest from "#manifest" with { type: "json" };

/** Semantic version. */
export const { version } = manifest;
