import type { ReportBlock, ReportColumn, ReportDocument, ReportHeading, ReportList, ReportParagraph, ReportPicture, ReportTable, ReportText, ScenarioReportQuestion } from "coachkit/report";
import * as report from "coachkit/report";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof report.ReportHeading>>().toEqualTypeOf<ReportHeading>();
  expectTypeOf<z.infer<typeof report.ReportParagraph>>().toEqualTypeOf<ReportParagraph>();
  expectTypeOf<z.infer<typeof report.ReportList>>().toEqualTypeOf<ReportList>();
  expectTypeOf<z.infer<typeof report.ReportColumn>>().toEqualTypeOf<ReportColumn>();
  expectTypeOf<z.infer<typeof report.ReportTable>>().toEqualTypeOf<ReportTable>();
  expectTypeOf<z.infer<typeof report.ReportPicture>>().toEqualTypeOf<ReportPicture>();
  expectTypeOf<z.infer<typeof report.ReportText>>().toEqualTypeOf<ReportText>();
  expectTypeOf<z.infer<typeof report.ReportBlock>>().toEqualTypeOf<ReportBlock>();
  expectTypeOf<z.infer<typeof report.ReportDocument>>().toEqualTypeOf<ReportDocument>();
  // a tuple inside, or keys that are shared by several interfaces
  expectTypeOf<z.infer<typeof report.ScenarioReportQuestion>>().branded.toEqualTypeOf<ScenarioReportQuestion>();
});

test("a document has no markup, and a heading no depth of its own", () => {
  expectTypeOf<{ readonly kind: "heading"; readonly depth: 4; readonly text: string }>().not.toExtend<ReportBlock>();
  expectTypeOf<{ readonly kind: "html"; readonly text: string }>().not.toExtend<ReportBlock>();
});
