import type { ElectronApplication } from "playwright-core";
import { describe, expect, it } from "vitest";
import { withSteadyAnswers } from "#build/tour/steady.mjs";

const lost = new Error("electronApplication.evaluate: Resulting promise was garbage collected.");

/** An app whose main process answers with these, one after the other, and what it was asked. */
const scripted = (answers: readonly unknown[]): { app: ElectronApplication; asked: unknown[][] } => {
  const asked: unknown[][] = [];
  const evaluate = (...given: unknown[]): Promise<unknown> => {
    const answer = answers[asked.length];
    asked.push(given);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { app: withSteadyAnswers({ evaluate } as ElectronApplication), asked };
};

describe("questions to an app's main process", () => {
  it("are asked once where the answer comes", async () => {
    const { app, asked } = scripted([7]);
    expect(await app.evaluate(String, "input")).toBe(7);
    expect(asked).toEqual([[String, "input"]]);
  });

  it("are asked again, the same way, where it was lost", async () => {
    const { app, asked } = scripted([lost, lost, 7]);
    expect(await app.evaluate(String, "input")).toBe(7);
    expect(asked).toEqual([0, 1, 2].map(() => [String, "input"]));
  });

  it("fail at once with any other error, and at last with a loss that does not end", async () => {
    const wrong = scripted([new Error("there is no main window"), 7]);
    await expect(wrong.app.evaluate(String)).rejects.toThrow("no main window");
    expect(wrong.asked).toHaveLength(1);
    const gone = scripted([lost, lost, lost, lost, lost, 7]);
    await expect(gone.app.evaluate(String)).rejects.toThrow("garbage");
  });
});
