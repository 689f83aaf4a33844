import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type { ZonedMoment, ZonedReading, ZoneYears } from "coachkit/time";
import type * as schemas from "../../src/time/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.ZonedReading>>().toEqualTypeOf<ZonedReading>();
  expectTypeOf<z.infer<typeof schemas.ZonedMoment>>().toEqualTypeOf<ZonedMoment>();
  expectTypeOf<z.infer<typeof schemas.ZoneYears>>().toEqualTypeOf<ZoneYears>();
});
