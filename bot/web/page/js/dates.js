// Days and times as the city sees them, not the phone.
import { language } from "./words.js";

const MINUTE = 60000;
const DAY = 1440 * MINUTE;
let demoToday = null;
export function setToday(day) { demoToday = day; }

function offset(at) {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(at) || ["", "+", 0, 0];
  return Number(`${sign}1`) * (hours * 60 + Number(minutes)) * MINUTE;
}

const local = (instant, at) => new Date(instant + offset(at));
const write = (date, options) => new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options }).format(date);
const WEEKDAY = { month: "short", day: "numeric", weekday: "short" };

/** "2026-11-23", the local day of a message. */
export const dayOf = (at) => local(Date.parse(at), at).toISOString().slice(0, 10);

/** "09:30", 24 hours like in the texts of the bot. */
export const timeOf = (at) => write(local(Date.parse(at), at), { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const longDay = (day) => write(new Date(day), { ...WEEKDAY, year: "numeric" });

/** Today, yesterday, or the date. */
export function dayName(at) {
  const day = dayOf(at);
  const today = demoToday || local(Date.now(), at).toISOString().slice(0, 10);
  const apart = (Date.parse(day) - Date.parse(today)) / DAY;
  if (apart === 0 || apart === -1) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(apart, "day");
  return day.slice(0, 4) === today.slice(0, 4) ? write(new Date(day), WEEKDAY) : longDay(day);
}

export function sizeOf(bytes) {
  const [size, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
