import { expectTypeOf, test } from "vitest";
import type * as z from "zod";
import type { BusyQuestion, CalendarChange, CalendarContact, CalendarExport, CalendarsByPerson, IcsText, IcsWindow, PropertyParameter, ReplyReading, SessionAnswer, SessionSequence, TextProperty } from "coachkit/calendar";
import type * as schemas from "../../src/calendar/index.js";

test("each documented interface is what its schema reads", () => {
  expectTypeOf<z.infer<typeof schemas.CalendarExport>>().toEqualTypeOf<CalendarExport>();
  expectTypeOf<z.infer<typeof schemas.CalendarsByPerson>>().toEqualTypeOf<CalendarsByPerson>();
  expectTypeOf<z.infer<typeof schemas.CalendarChange>>().toEqualTypeOf<CalendarChange>();
  expectTypeOf<z.infer<typeof schemas.TextProperty>>().toEqualTypeOf<TextProperty>();
  expectTypeOf<z.infer<typeof schemas.CalendarContact>>().toEqualTypeOf<CalendarContact>();
  expectTypeOf<z.infer<typeof schemas.PropertyParameter>>().toEqualTypeOf<PropertyParameter>();
  expectTypeOf<z.infer<typeof schemas.SessionSequence>>().toEqualTypeOf<SessionSequence>();
  expectTypeOf<z.infer<typeof schemas.IcsText>>().toEqualTypeOf<IcsText>();
  expectTypeOf<z.infer<typeof schemas.IcsWindow>>().toEqualTypeOf<IcsWindow>();
  expectTypeOf<z.infer<typeof schemas.BusyQuestion>>().toEqualTypeOf<BusyQuestion>();
  expectTypeOf<z.infer<typeof schemas.ReplyReading>>().toEqualTypeOf<ReplyReading>();
  expectTypeOf<z.infer<typeof schemas.SessionAnswer>>().toEqualTypeOf<SessionAnswer>();
});
