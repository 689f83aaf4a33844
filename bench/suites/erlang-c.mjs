/**
 * Least agents for a year of half-hours between 1 and 60 erlangs, 80 % in 20 seconds (Erlang C): `leastAgentsColumns`, checks included, against the algorithm of pyworkforce
 * (pyworkforce/queuing/erlang.py), in JavaScript: for every number of agents the recurrence from the start.
 */
import { erlangStaffing } from "../erlang-staffing.mjs";

export default function erlangC() {
  erlangStaffing({ name: "erlang-c", least: 1, most: 60, sampleCount: 17_520 });
}
