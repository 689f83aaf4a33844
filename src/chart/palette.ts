import type { ChartColor } from "./chart-layer.js";

/** After M. Okabe, K. Ito, "Color universal design" (2008): told apart by color-blind people, and by their lightness in a gray print. */
export const colors: Readonly<Record<ChartColor, string>> = { blue: "#0072b2", orange: "#e69f00", green: "#007a5a", black: "#222222", gray: "#8a8a8a" };
/** Text. */
export const INK = "#222222";
/** Lines of axes, and what is said of them. */
export const AXIS = "#5f5f5f";
/** Lines behind the marks. */
export const GRID = "#e4e4e4";
/** A cell without a value. */
export const EMPTY_CELL = "#eeeeee";

/** From light to dark, so that a gray print keeps the order (ColorBrewer, YlGnBu). */
export const ramp = ["#ffffd9", "#c7e9b4", "#41b6c4", "#225ea8", "#081d58"] as const;
const channels = (color: string): readonly number[] => [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16));

/** The color of a share of the way along the ramp. */
export function rampColor(share: number): string {
  const place = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const index = Math.min(ramp.length - 2, Math.floor(place));
  const [low, high] = [channels(ramp[index] ?? ""), channels(ramp[index + 1] ?? "")];
  return `#${low.map((channel, at) => Math.round(channel + ((high[at] ?? 0) - channel) * (place - index)).toString(16).padStart(2, "0")).join("")}`;
}
/** Whether a text on that color has to be white. */
export const isDark = (share: number): boolean => share > 0.55;
