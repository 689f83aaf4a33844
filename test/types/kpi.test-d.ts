import type { kpi } from "coachkit";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema and its documented interface are one type", () => {
  expectTypeOf<z.infer<typeof kpi.Kpi>>().toEqualTypeOf<kpi.Kpi>();
  expectTypeOf<z.infer<typeof kpi.ProgramKpisInput>>().toEqualTypeOf<kpi.ProgramKpisInput>();
  expectTypeOf<z.infer<typeof kpi.ReinforcingManager>>().toEqualTypeOf<kpi.ReinforcingManager>();
  expectTypeOf<z.infer<typeof kpi.ManagerAdoptionInput>>().toEqualTypeOf<kpi.ManagerAdoptionInput>();
  expectTypeOf<z.infer<typeof kpi.PulseAnswer>>().toEqualTypeOf<kpi.PulseAnswer>();
  expectTypeOf<z.infer<typeof kpi.PulseWave>>().toEqualTypeOf<kpi.PulseWave>();
  expectTypeOf<z.infer<typeof kpi.PulseChangeInput>>().toEqualTypeOf<kpi.PulseChangeInput>();
});
