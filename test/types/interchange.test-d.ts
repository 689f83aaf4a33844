import * as interchange from "coachkit/interchange";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof interchange.ActivityKind>>().toEqualTypeOf<interchange.ActivityKind>();
  expectTypeOf<z.infer<typeof interchange.ActivityMeaning>>().toEqualTypeOf<interchange.ActivityMeaning>();
  expectTypeOf<z.infer<typeof interchange.AgentSkills>>().toEqualTypeOf<interchange.AgentSkills>();
  expectTypeOf<z.infer<typeof interchange.CalabrioDay>>().toEqualTypeOf<interchange.CalabrioDay>();
  expectTypeOf<z.infer<typeof interchange.CalabrioLayer>>().toEqualTypeOf<interchange.CalabrioLayer>();
  expectTypeOf<z.infer<typeof interchange.CalabrioMeetingsToWrite>>().toEqualTypeOf<interchange.CalabrioMeetingsToWrite>();
  expectTypeOf<z.infer<typeof interchange.CalabrioSchedules>>().toEqualTypeOf<interchange.CalabrioSchedules>();
  expectTypeOf<z.infer<typeof interchange.CalabrioSchedulesToWrite>>().toEqualTypeOf<interchange.CalabrioSchedulesToWrite>();
  expectTypeOf<z.infer<typeof interchange.CsvFormat>>().toEqualTypeOf<interchange.CsvFormat>();
  expectTypeOf<z.infer<typeof interchange.CsvTimes>>().toEqualTypeOf<interchange.CsvTimes>();
  expectTypeOf<z.infer<typeof interchange.ForecastCsv>>().toEqualTypeOf<interchange.ForecastCsv>();
  expectTypeOf<z.infer<typeof interchange.ForecastToWrite>>().toEqualTypeOf<interchange.ForecastToWrite>();
  expectTypeOf<z.infer<typeof interchange.SkillIntervals>>().toEqualTypeOf<interchange.SkillIntervals>();
  expectTypeOf<z.infer<typeof interchange.GenesysActivity>>().toEqualTypeOf<interchange.GenesysActivity>();
  expectTypeOf<z.infer<typeof interchange.GenesysAgentSchedule>>().toEqualTypeOf<interchange.GenesysAgentSchedule>();
  expectTypeOf<z.infer<typeof interchange.GenesysSchedules>>().toEqualTypeOf<interchange.GenesysSchedules>();
  expectTypeOf<z.infer<typeof interchange.GenesysTimeOffMarker>>().toEqualTypeOf<interchange.GenesysTimeOffMarker>();
  expectTypeOf<z.infer<typeof interchange.GenesysShift>>().toEqualTypeOf<interchange.GenesysShift>();
  expectTypeOf<z.infer<typeof interchange.ScheduleCsv>>().toEqualTypeOf<interchange.ScheduleCsv>();
  expectTypeOf<z.infer<typeof interchange.ScheduleCsvToWrite>>().toEqualTypeOf<interchange.ScheduleCsvToWrite>();
  expectTypeOf<z.infer<typeof interchange.SchedulesToWrite>>().toEqualTypeOf<interchange.SchedulesToWrite>();
});
