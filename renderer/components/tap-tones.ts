/** Plays the short tones of a tap and buzzes, with what the browser has of it. No files, nothing kept. */
import { type TapMoment, buzzes, tones } from "./tap-feedback.ts";

/** Below speaking level: it is a hint, not an alarm. */
const loudness = 0.12;
const fadeSeconds = 0.015;

/** Something that plays moments and can be let go of. */
export interface TapTones {
  play(moment: TapMoment): void;
  dispose(): void;
}

const playNotes = (context: AudioContext, moment: TapMoment): void => {
  for (const { hertz, atMs, forMs } of tones[moment]) {
    const from = context.currentTime + atMs / 1000;
    const to = from + forMs / 1000;
    const gain = new GainNode(context, { gain: 0 });
    // Without the fades each tone would begin and end with a click.
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loudness, from + fadeSeconds);
    gain.gain.setValueAtTime(loudness, to - fadeSeconds);
    gain.gain.linearRampToValueAtTime(0, to);
    const tone = new OscillatorNode(context, { type: "sine", frequency: hertz });
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(to);
  }
};

/** The player. The sound system is asked for with the first tone, so that silent people never open it. */
export const createTapTones = (): TapTones => {
  let context: AudioContext | null = null;
  return {
    play: (moment) => playNotes((context ??= new AudioContext()), moment),
    dispose: () => void context?.close(),
  };
};

/** Buzzes, where the browser lets a page do so; it does not before the first press of a key or button. */
export const buzz = (moment: TapMoment): void => {
  if ("vibrate" in navigator && navigator.userActivation.hasBeenActive)
    navigator.vibrate([...buzzes[moment]]);
};
