/** Renewal of HyperID's tokens as races: callers at once, another program, a slot that fails, a crash between. */
import { describe, expect, it } from "vitest";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { AccountError } from "#stores/account.port.ts";
import { encodeKept, factsOf } from "#stores/hyperid/kept-tokens.ts";
import type { OpenidGrant } from "#stores/hyperid/openid.port.ts";
import { createRushingClock } from "#test/support/hand-clock.ts";
import {
  grant,
  identity,
  inSlot,
  kept,
  rotatingService,
  startedAt,
  tokenDesk,
  tokenOf,
} from "#test/support/hyperid-desk.ts";
import { createMemorySlot } from "#test/support/memory-slot.ts";
import { codeOf } from "#test/support/outcomes.ts";

const { signal } = new AbortController();

describe("access", () => {
  it("uses what is kept while it is good, and asks nobody", async () => {
    const { openid, asked } = rotatingService();
    const { keeper } = tokenDesk(openid);
    expect(tokenOf(await keeper.access(signal))).toBe("access-1");
    expect(asked).toEqual([]);
  });

  it("renews shortly before the end, and where the service refused the token", async () => {
    const { openid, asked } = rotatingService();
    const { keeper, clock, slot, changes } = tokenDesk(openid);
    clock.advance(3_600_000 - 29_000);
    expect(tokenOf(await keeper.access(signal))).toBe("access-2");
    expect(tokenOf(await keeper.access(signal, "access-2"))).toBe("access-3");
    expect(tokenOf(await keeper.access(signal, "access-2"))).toBe("access-3");
    expect(asked).toEqual(["refresh-1", "refresh-2"]);
    expect(inSlot(slot)).toMatchObject({ accessToken: "access-3", refreshToken: "refresh-3" });
    expect(changes()).toBe(2);
  });

  it("asks once for many callers at once", async () => {
    const { openid, asked } = rotatingService();
    const { keeper } = tokenDesk(openid);
    const answers = await Promise.all(Array.from({ length: 8 }, () => keeper.access(signal, "access-1")));
    expect(answers.map(tokenOf)).toEqual(Array.from({ length: 8 }, () => "access-2"));
    expect(asked).toHaveLength(1);
  });

  it("lets a caller go who cancels, and ends the renewal for the others", async () => {
    const { openid, asked } = rotatingService();
    const { keeper, slot } = tokenDesk(openid);
    const stop = new AbortController();
    const first = keeper.access(stop.signal, "access-1");
    const second = keeper.access(signal, "access-1");
    stop.abort();
    expect(tokenOf(await first)).toBe("connect.cancelled");
    expect(tokenOf(await second)).toBe("access-2");
    expect(asked).toHaveLength(1);
    expect(inSlot(slot)?.refreshToken).toBe("refresh-2");
    expect(tokenOf(await keeper.access(stop.signal))).toBe("connect.cancelled");
  });

  it("keeps the former refresh token where none came, and its end", async () => {
    const { openid } = rotatingService(() => ok(grant(2, { refreshToken: null, refreshExpiresInS: null })));
    const { keeper } = tokenDesk(openid);
    const renewed = await keeper.access(signal, "access-1");
    expect(renewed.ok && renewed.value).toMatchObject({
      refreshToken: "refresh-1",
      refreshEndsAt: startedAt + 86_400_000,
    });
  });
});

describe("another program on the same slot", () => {
  it("that renewed first is followed without asking", async () => {
    const { openid, asked } = rotatingService();
    const here = tokenDesk(openid);
    const there = tokenDesk(openid, here.slot);
    await here.keeper.access(signal);
    expect(tokenOf(await there.keeper.access(signal, "access-1"))).toBe("access-2");
    expect(tokenOf(await here.keeper.access(signal, "access-1"))).toBe("access-2");
    expect(asked).toHaveLength(1);
  });

  it("that renews at the same moment wins, and both go on", async () => {
    const { openid, asked } = rotatingService();
    const here = tokenDesk(openid);
    const there = tokenDesk(openid, here.slot);
    const answers = await Promise.all([
      here.keeper.access(signal, "access-1"),
      there.keeper.access(signal, "access-1"),
    ]);
    expect(answers.map(tokenOf)).toEqual(["access-2", "access-2"]);
    expect(asked).toEqual(["refresh-1", "refresh-1"]);
  });

  it("that disconnected has nobody signed in here either", async () => {
    const { openid } = rotatingService();
    const here = tokenDesk(openid);
    await here.keeper.access(signal);
    await here.slot.forget();
    expect(tokenOf(await here.keeper.access(signal, "access-1"))).toBe("store.not-connected");
  });
});

describe("the end of the consent", () => {
  it("is told once and remembered, until somebody signs in", async () => {
    const { openid, asked } = rotatingService(() => fail("store.consent-ended"));
    const { keeper, slot, changes } = tokenDesk(openid);
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("store.consent-ended");
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("store.consent-ended");
    expect(asked).toHaveLength(1);
    expect(changes()).toBe(1);
    expect(inSlot(slot)?.refreshToken).toBe("refresh-1");
    await keeper.adopt(kept({ accessToken: "access-9", refreshToken: "refresh-9" }));
    expect(tokenOf(await keeper.access(signal))).toBe("access-9");
  });

  it("comes with the access token where there is nothing to renew with", async () => {
    const { openid, asked } = rotatingService();
    const slot = createMemorySlot(encodeKept(kept({ refreshToken: null })));
    const { keeper } = tokenDesk(openid, slot);
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("store.consent-ended");
    expect(asked).toEqual([]);
    expect(factsOf(kept({ refreshToken: null })).consentEndsAt).toBe(startedAt + 3_600_000);
  });

  it.each<[string, AccountError["code"]]>([
    ["away", "store.unreachable"],
    ["busy", "store.busy"],
    ["not taking the client's secret", "connect.refused"],
  ])("is not what a service means that is %s", async (_what, code) => {
    let isFirst = true;
    const { openid } = rotatingService(() => {
      const answer = isFirst ? fail(code) : ok(grant(2));
      isFirst = false;
      return answer as Result<OpenidGrant, AccountError>;
    });
    const { keeper } = tokenDesk(openid);
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe(code);
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("access-2");
  });
});

describe("tokens of another account", () => {
  const jwt = (claims: object): string => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  it.each([
    ["by the ID token", grant(2, { subject: "sub-ben" })],
    ["by the access token", grant(2, { accessToken: jwt({ sub: "sub-ben" }) })],
  ])("are refused %s, and the former are kept", async (_what, foreign) => {
    const { openid } = rotatingService(() => ok(foreign));
    const { keeper, slot } = tokenDesk(openid);
    const before = slot.kept();
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("store.other-account");
    expect(slot.kept()).toEqual(before);
    expect(tokenOf(await keeper.access(signal))).toBe("access-1");
  });
});

describe("the slot", () => {
  it("holds new tokens before they are used; where it fails they wait for it", async () => {
    const { openid, asked } = rotatingService();
    const { keeper, slot } = tokenDesk(openid);
    slot.failing("save", "vault.busy");
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("vault.busy");
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("vault.busy");
    expect(inSlot(slot)?.refreshToken).toBe("refresh-1");
    slot.failing("save", null);
    expect(tokenOf(await keeper.access(signal, "access-1"))).toBe("access-2");
    expect(inSlot(slot)?.refreshToken).toBe("refresh-2");
    expect(asked).toHaveLength(1);
  });

  it("after a crash before saving leaves a refresh token that was used: the consent has ended", async () => {
    const { openid } = rotatingService();
    const crashed = tokenDesk(openid);
    crashed.slot.failing("save", "vault.disk-full");
    await crashed.keeper.access(signal, "access-1");
    const next = tokenDesk(openid, createMemorySlot(crashed.slot.kept()));
    // The access token may live on; only the renewal tells.
    expect(tokenOf(await next.keeper.access(signal))).toBe("access-1");
    expect(tokenOf(await next.keeper.access(signal, "access-1"))).toBe("store.consent-ended");
  });

  it.each(["keychain.locked", "store.secrets-lost", "vault.damaged"] as const)(
    "that cannot be opened (%s) says so",
    async (code) => {
      const { openid } = rotatingService();
      const { keeper, slot } = tokenDesk(openid);
      slot.failing("load", code);
      expect(tokenOf(await keeper.access(signal))).toBe(code);
      expect(codeOf(await keeper.load())).toBe(code);
    },
  );

  it("with something else in it has lost its secrets, not its account", async () => {
    const { openid } = rotatingService();
    const { keeper } = tokenDesk(openid, createMemorySlot(Uint8Array.of(1, 2, 3)));
    expect(tokenOf(await keeper.access(signal))).toBe("store.secrets-lost");
  });

  it("of another client or issuer is not used; the sandbox's issuer may change its port", async () => {
    const { openid } = rotatingService();
    const at = (port: number): typeof identity => ({
      issuer: `http://127.0.0.1:${port}/hyperid`,
      clientId: "desk",
    });
    const codeAt = async (there: typeof identity, here: typeof identity): Promise<string> =>
      tokenOf(
        await tokenDesk(
          openid,
          createMemorySlot(encodeKept(kept(there))),
          createRushingClock(),
          here,
        ).keeper.access(signal),
      );
    expect(await codeAt(identity, { ...identity, clientId: "other" })).toBe("store.not-connected");
    expect(await codeAt(identity, { ...identity, issuer: "https://elsewhere.example" })).toBe(
      "store.not-connected",
    );
    expect(await codeAt(at(1_111), at(2_222))).toBe("access-1");
    expect(await codeAt(identity, at(2_222))).toBe("store.not-connected");
  });
});

describe("ending", () => {
  it("tells the newest tokens first, and forgets", async () => {
    const { openid } = rotatingService();
    const { keeper, slot } = tokenDesk(openid);
    slot.failing("save", "vault.busy");
    await keeper.access(signal, "access-1");
    const told: (string | null)[] = [];
    const ended = await keeper.end(({ refreshToken }) => {
      told.push(refreshToken);
      return Promise.resolve(ok(undefined));
    });
    expect(ended).toEqual(ok(undefined));
    expect(told).toEqual(["refresh-2"]);
    expect(slot.kept()).toBeNull();
    expect(tokenOf(await keeper.access(signal))).toBe("store.not-connected");
  });

  it("forgets what cannot be read, and nothing when it was called off", async () => {
    const { openid } = rotatingService();
    const { keeper, slot } = tokenDesk(openid);
    const off = await keeper.end(() => Promise.resolve(err(fail("connect.cancelled").error)));
    expect(codeOf(off)).toBe("connect.cancelled");
    expect(slot.kept()).not.toBeNull();
    slot.failing("load", "store.secrets-lost");
    expect(await keeper.end(() => Promise.resolve(fail("connect.cancelled")))).toEqual(ok(undefined));
    expect(slot.kept()).toBeNull();
  });
});

describe("facts", () => {
  it("show the e-mail address or a short id, and no end that the service does not name", () => {
    expect(factsOf(kept())).toEqual({
      id: "sub-ada",
      label: "ada@example.org",
      connectedAt: startedAt - 1_000,
      consentEndsAt: startedAt + 86_400_000,
      idleEndsAt: null,
      isDeveloperAccess: false,
    });
    expect(factsOf(kept({ email: null, subject: "0123456789abcdef", refreshEndsAt: null }))).toMatchObject({
      label: "HyperID 01234567",
      consentEndsAt: null,
    });
  });
});
