// What ICU says of dates, runs of days, numbers, units, plurals and order: the expectations of test_icu.py.
//
//   node tests/language/icu.mjs > tests/language/icu.json     (a node that has full ICU)
//
// Nothing of mreport is asked. No day before 1582 is: ICU's Buddhist calendar is then Julian, ours never is. Each row holds the locale with its calendar and digits, what was asked, ICU's answer.
import process from "node:process";

const LOCALES = ["th-u-ca-buddhist", "th-u-ca-buddhist-nu-thai", "th-u-ca-gregory", "en", "en-u-ca-buddhist"];
const DAYS = ["2024-02-29", "2000-02-29", "1900-02-28", "2023-12-31", "2024-01-01", "1957-03-31", "2563-01-01",
  "1941-01-01", "1940-12-31", "2026-11-26", "1582-10-15", "1600-07-04"];
const RUNS = [["2025-03-01", "2025-03-05"], ["2024-02-28", "2024-02-29"], ["2024-02-29", "2024-03-05"],
  ["2023-12-29", "2024-01-02"], ["2024-02-29", "2028-02-29"], ["1999-12-31", "2000-01-01"]];
const MONTH_RUNS = [["2024-01", "2024-03"], ["2023-11", "2024-02"]];
const YEARS = [[2020, 2020], [2020, 2023], [1999, 2000], [1457, 1458], [2024, 2100]];
const NUMBERS = ["0", "1", "12", "-5", "1234.50", "1000000", "0.001", "-98765.4321", "12345678901234567890.123"];
const SHARES = ["0.5", "0.125", "-0.02", "12.3456", "0"];
const UNITS = [["1", "kilogram"], ["1205", "gram"], ["2.50", "hour"], ["1", "year"], ["5", "year"], ["0.5", "gigabyte"],
  ["90", "kilometer-per-hour"], ["25", "celsius"], ["6", "foot"], ["3", "month"], ["1", "day"], ["250", "milliliter"]];
const MONEY = [["1200", "THB"], ["99.50", "THB"], ["5", "USD"], ["-1234.5", "EUR"]];
const CHOICES = [["a"], ["a", "b"], ["a", "b", "c"], ["ก", "ข", "ค", "ง"]];
const COUNTS = ["0", "1", "1.0", "1.5", "2", "3", "5", "11", "21", "100", "1000000"];

const date = (text) => new Date(`${text}T00:00:00Z`);
const year = (number) => date(`${String(number).padStart(4, "0")}-06-15`);
const withEra = (locale) => locale !== "en";
const decimals = (text) => (text.split(".")[1] ?? "").length;
const rows = [];
const say = (kind, locale, given, shown) => rows.push({ kind, locale, given, shown });

for (const locale of LOCALES) {
  const era = withEra(locale) ? { era: "short" } : {};
  const form = (fields) => new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...fields, ...era });
  const day = form({ year: "numeric", month: "long", day: "numeric" });
  const month = form({ year: "numeric", month: "long" });
  const years = form({ year: "numeric" });
  for (const given of DAYS) say("day", locale, given, day.format(date(given)));
  for (const given of RUNS) say("days", locale, given, day.formatRange(...given.map(date)));
  for (const given of DAYS.slice(0, 4)) say("month", locale, given.slice(0, 7), month.format(date(given)));
  for (const given of MONTH_RUNS) say("months", locale, given, month.formatRange(...given.map((text) => date(`${text}-01`))));
  for (const given of YEARS) say("years", locale, given, years.formatRange(...given.map(year)));
}
for (const locale of ["th", "th-u-nu-thai", "en"]) {
  for (const given of NUMBERS) {
    const digits = { minimumFractionDigits: decimals(given), maximumFractionDigits: decimals(given) };
    say("number", locale, given, new Intl.NumberFormat(locale, digits).format(given));
  }
  for (const given of SHARES) {
    const count = Math.max(0, decimals(given) - 2);
    const digits = { style: "percent", minimumFractionDigits: count, maximumFractionDigits: count };
    say("percent", locale, given, new Intl.NumberFormat(locale, digits).format(given));
  }
  for (const [given, unit] of UNITS) {
    const digits = { minimumFractionDigits: decimals(given), maximumFractionDigits: decimals(given) };
    const form = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", ...digits });
    say("unit", locale, [given, unit], form.format(given));
  }
  for (const [given, currency] of MONEY) {
    const digits = { minimumFractionDigits: decimals(given), maximumFractionDigits: decimals(given) };
    const form = new Intl.NumberFormat(locale, { style: "currency", currency, ...digits });
    say("money", locale, [given, currency], form.format(given));
  }
}
for (const locale of ["th", "en"]) {
  for (const given of CHOICES) say("either", locale, given, new Intl.ListFormat(locale, { type: "disjunction" }).format(given));
  for (const given of COUNTS) {
    const digits = { minimumFractionDigits: decimals(given), maximumFractionDigits: decimals(given) };
    say("plural", locale, given, new Intl.PluralRules(locale, digits).select(Number(given)));
  }
  for (const type of ["region", "language"]) {
    const names = new Intl.DisplayNames([locale], { type, fallback: "none" });
    const found = codes(type).map((code) => name(names, code)).filter(Boolean);
    const sorted = [...new Set(found)].sort(new Intl.Collator(locale).compare);
    say("order", locale, type, sorted);
  }
}

/** Every code that can name a region or a language: two letters or three; three digits for regions. */
function codes(type) {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const pairs = letters.flatMap((one) => letters.map((other) => one + other));
  const triples = pairs.flatMap((pair) => letters.map((third) => (pair + third).toLowerCase()));
  const numbers = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, "0"));
  return type === "region" ? [...pairs, ...numbers] : [...pairs.map((pair) => pair.toLowerCase()), ...triples];
}

function name(names, code) {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}

const { icu, cldr, unicode } = process.versions;
const lines = rows.map((row) => JSON.stringify(row)).join(",\n");
process.stdout.write(`{"made_by": ${JSON.stringify({ icu, cldr, unicode })},\n"rows": [\n${lines}\n]}\n`);
