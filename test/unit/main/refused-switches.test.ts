import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it, vi } from "vitest";
import { refuseBlindTrust, refuseSwitches } from "#main/refused-switches.ts";
import { http } from "#platform/http.ts";

const switchesTakenFrom = (isPackaged: boolean): readonly unknown[] => {
  const removeSwitch = vi.fn();
  refuseSwitches({ isPackaged, commandLine: { removeSwitch } });
  return removeSwitch.mock.calls.flat();
};

describe("switches that open a window to others", () => {
  it("are taken from an installed copy, and from no other", () => {
    expect(switchesTakenFrom(true)).toEqual(
      expect.arrayContaining([
        "remote-debugging-port",
        "remote-debugging-pipe",
        "renderer-cmd-prefix",
        "gpu-launcher",
        "ignore-certificate-errors",
      ]),
    );
    expect(switchesTakenFrom(false)).toEqual([]);
  });

  it("leave what a container and a slow graphics card need", () => {
    for (const name of ["no-sandbox", "disable-gpu", "profile"])
      expect(switchesTakenFrom(true)).not.toContain(name);
  });
});

describe("a server that nobody vouches for", () => {
  it("gets nothing, also where a shell tells every program to trust it", async () => {
    const server = createServer({ key: unvouchedKey, cert: unvouched }, (_, response) => response.end("x"));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const ask = () => http({ url, signal: new AbortController().signal });
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    expect(await ask()).toMatchObject({ ok: true });
    server.closeAllConnections();
    refuseBlindTrust(process.env);
    expect(await ask()).toMatchObject({ ok: false, error: { reason: "unreachable" } });
    vi.unstubAllEnvs();
    server.close();
    server.closeAllConnections();
  });
});

/** Made for this test, for 127.0.0.1, and signed by nobody but itself. */
const unvouched = `-----BEGIN CERTIFICATE-----
MIIBiTCCATCgAwIBAgIUK5+7+M2zf2nC9zDHfzruOpnFZ2owCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGbm9ib2R5MCAXDTI2MTEyNzAxMzc1MFoYDzIxMjYxMTAzMDEz
NzUwWjARMQ8wDQYDVQQDDAZub2JvZHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AASst+QUWEqgR9iILAmQ4zX2wExLN6Y+4OVB/wI1v5J3EjvxgiSBlKgphzF8RGcK
xM4ob1NVllncpYnwl2Gct/l5o2QwYjAdBgNVHQ4EFgQUyhH0JG7p+EYiWQyIKL0P
a23EsIcwHwYDVR0jBBgwFoAUyhH0JG7p+EYiWQyIKL0Pa23EsIcwDwYDVR0TAQH/
BAUwAwEB/zAPBgNVHREECDAGhwR/AAABMAoGCCqGSM49BAMCA0cAMEQCIEHtH+gq
CvfxiIa0or8XthF3iUbRkExyZ/7uSNsRb//GAiB8z3OnOxY5Xr3/CFF0D+s6t3+f
0IO3G//P/6cCDNVweQ==
-----END CERTIFICATE-----`;
const unvouchedKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgz8e5n0TNWiyxD+JB
Sb8ImBmoi64+LSSOdjV08p9G+42hRANCAASst+QUWEqgR9iILAmQ4zX2wExLN6Y+
4OVB/wI1v5J3EjvxgiSBlKgphzF8RGcKxM4ob1NVllncpYnwl2Gct/l5
-----END PRIVATE KEY-----`;
