/** A registry in memory: knows what it is told of values, answers in its own order, and remembers every request. */
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { Registry, RegistryElement, RegistryError, RegistryRequest } from "#lookup/lookup.port.ts";

/** The registry with what it was asked. */
export interface FakeRegistry extends Registry {
  readonly requests: RegistryRequest[];
  /** Every value that was sent. */
  values(): readonly string[];
}

/** An element as the registry gives one. */
export const elementOf = (
  type: string,
  value: string,
  status: string,
  members: RegistryElement["members"] = {},
): RegistryElement => ({ type, value, status, members });

/** Answers with what `answer` makes of a request: by default that nothing is found. */
export const createFakeRegistry = (
  answer: (request: RegistryRequest) => Result<readonly RegistryElement[], RegistryError> = ({ questions }) =>
    ok(questions.map(({ type, value }) => elementOf(type, value, "not_found"))),
): FakeRegistry => {
  const requests: RegistryRequest[] = [];
  return {
    requests,
    values: () => requests.flatMap(({ questions }) => questions.map(({ value }) => value)),
    ask: (request) => {
      requests.push(request);
      return Promise.resolve(answer(request));
    },
  };
};
