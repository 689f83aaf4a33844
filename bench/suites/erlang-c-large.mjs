/** The same as `erlang-c` between 100 and 1,000 erlangs; the peer runs on a sample. */
import { erlangStaffing } from "../erlang-staffing.mjs";

export default function erlangCLarge() {
  erlangStaffing({ name: "erlang-c-large", least: 100, most: 1000, sampleCount: 500 });
}
