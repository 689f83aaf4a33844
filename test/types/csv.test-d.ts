import * as csv from "coachkit/csv";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("the schema says what its type says", () => { expectTypeOf<z.infer<typeof csv.CsvSeparator>>().toEqualTypeOf<csv.CsvSeparator>(); });
