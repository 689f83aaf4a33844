import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type { CalendarExport, TextProperty } from "coachkit/calendar";
import type * as schemas from "../../src/calendar/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.CalendarExport>>().toEqualTypeOf<CalendarExport>();
  expectTypeOf<z.infer<typeof schemas.TextProperty>>().toEqualTypeOf<TextProperty>();
});
