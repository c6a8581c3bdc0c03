/** The stand-ins besides VivoKey's, made together. A new one is a folder and a line here. */
import type { SandboxContext } from "./context.ts";
import { makeDataswyft } from "./dataswyft/dataswyft.ts";
import type { DataswyftEndpoints } from "./dataswyft/dataswyft.ts";
import { makeDigime } from "./digime/digime.ts";
import type { DigimeEndpoints } from "./digime/digime.ts";
import { makeHyperid } from "./hyperid/hyperid.ts";
import type { HyperidEndpoints } from "./hyperid/hyperid.ts";
import { makePrivo } from "./privo/privo.ts";
import type { PrivoEndpoints } from "./privo/privo.ts";
import type { SandboxService } from "./service.ts";

/** What a client must know of each. */
export interface ServiceEndpoints {
  readonly hyperid: HyperidEndpoints;
  readonly dataswyft: DataswyftEndpoints;
  readonly digime: DigimeEndpoints;
  readonly privo: PrivoEndpoints;
}

/** All of them. */
export interface SandboxServices {
  readonly all: readonly SandboxService<unknown>[];
  endpoints(origin: string): ServiceEndpoints;
}

/** Makes all of them. `origin` answers once the server listens. */
export const makeServices = async (
  context: SandboxContext,
  origin: () => string,
): Promise<SandboxServices> => {
  const hyperid = await makeHyperid(context, origin);
  const dataswyft = await makeDataswyft(context, origin);
  const digime = await makeDigime(context, origin);
  const privo = await makePrivo(context, origin);
  return {
    all: [hyperid, dataswyft, digime, privo],
    endpoints: (at) => ({
      hyperid: hyperid.endpoints(at),
      dataswyft: dataswyft.endpoints(at),
      digime: digime.endpoints(at),
      privo: privo.endpoints(at),
    }),
  };
};
