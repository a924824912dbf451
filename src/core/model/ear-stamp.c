/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-stamp.h"

#include <string.h>

#define MS_A_DAY G_GUINT64_CONSTANT (86400000)
#define COUNTER_MASK ((G_GUINT64_CONSTANT (1) << EAR_CLOCK_COUNTER_BITS) - 1)

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar, by counting in 400-year cycles that
 * begin in March, so that the leap day is a cycle's last. */
static gint64
days_from_date (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = y / 400;
  int year_of_era = y - era * 400;
  int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return (gint64) era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static void
date_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = z / 146097;
  int doe = (int) (z - era * 146097);
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;

  *day = doy - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = (int) (era * 400) + yoe + (*month <= 2);
}

EarClock
ear_clock_make (guint64 ms, guint counter)
{
  g_return_val_if_fail (ms <= EAR_CLOCK_MAX_MS && counter <= COUNTER_MASK, 0);

  return (ms << EAR_CLOCK_COUNTER_BITS) | counter;
}

guint64
ear_clock_ms (EarClock clock)
{
  return clock >> EAR_CLOCK_COUNTER_BITS;
}

guint
ear_clock_counter (EarClock clock)
{
  return (guint) (clock & COUNTER_MASK);
}

/**
 * ear_clock_tick:
 * @last: the newest clock this device has written or merged
 * @now_ms: what the laptop's clock says, in Unix milliseconds
 *
 * Returns: the next clock: now if that is later than everything seen, else @last and one more, so that a
 *   laptop whose clock runs backwards still writes later stamps than before.
 */
EarClock
ear_clock_tick (EarClock last, guint64 now_ms)
{
  EarClock now = ear_clock_make (MIN (now_ms, EAR_CLOCK_MAX_MS), 0);

  return now > last ? now : last + 1;
}

static char *
put_digits (char *out, guint value, int width)
{
  for (int i = width - 1; i >= 0; i--)
    {
      out[i] = (char) ('0' + value % 10);
      value /= 10;
    }
  return out + width;
}

/**
 * ear_clock_format:
 *
 * Writes a clock as UTC time with milliseconds, and the counter after a plus sign when there is one:
 * `2026-11-22T10:15:30.123Z` or `2026-11-22T10:15:30.123Z+2`. Never depends on locale.
 *
 * Returns: @text.
 */
const char *
ear_clock_format (EarClock clock, char text[EAR_CLOCK_TEXT_SIZE])
{
  guint64 ms = ear_clock_ms (clock);
  guint in_day = (guint) (ms % MS_A_DAY);
  int year, month, day;
  char *out = text;

  date_from_days ((gint64) (ms / MS_A_DAY), &year, &month, &day);
  out = put_digits (out, (guint) year, 4);
  *out++ = '-';
  out = put_digits (out, (guint) month, 2);
  *out++ = '-';
  out = put_digits (out, (guint) day, 2);
  *out++ = 'T';
  out = put_digits (out, in_day / 3600000, 2);
  *out++ = ':';
  out = put_digits (out, in_day / 60000 % 60, 2);
  *out++ = ':';
  out = put_digits (out, in_day / 1000 % 60, 2);
  *out++ = '.';
  out = put_digits (out, in_day % 1000, 3);
  *out++ = 'Z';
  *out = '\0';
  if (ear_clock_counter (clock) != 0)
    g_snprintf (out, 7, "+%u", ear_clock_counter (clock));
  return text;
}

static gboolean
get_digits (const char **text, int width, char after, int *value)
{
  *value = 0;
  for (int i = 0; i < width; i++, (*text)++)
    {
      if (!g_ascii_isdigit (**text))
        return FALSE;
      *value = *value * 10 + (**text - '0');
    }
  return *(*text)++ == after;
}

static gboolean
parse_counter (const char *text, guint *counter)
{
  guint value = 0;

  /* One form only: no leading zero, at most five digits, at most 65535. */
  if (*text < '1' || *text > '9' || strlen (text) > 5)
    return FALSE;
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isdigit (*text))
        return FALSE;
      value = value * 10 + (guint) (*text - '0');
    }
  *counter = value;
  return value <= COUNTER_MASK;
}

/**
 * ear_clock_parse:
 * @clock: (out): the clock
 *
 * Returns: whether @text is exactly what ear_clock_format() writes for some clock after 1970 began and up to %EAR_CLOCK_MAX_MS.
 */
gboolean
ear_clock_parse (const char *text, EarClock *clock)
{
  int year, month, day, hour, minute, second, ms;
  int back_year, back_month, back_day;
  guint counter = 0;
  guint64 since_1970;
  gint64 days;

  if (text == NULL
      || !get_digits (&text, 4, '-', &year) || !get_digits (&text, 2, '-', &month)
      || !get_digits (&text, 2, 'T', &day) || !get_digits (&text, 2, ':', &hour)
      || !get_digits (&text, 2, ':', &minute) || !get_digits (&text, 2, '.', &second)
      || !get_digits (&text, 3, 'Z', &ms))
    return FALSE;
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
    return FALSE;
  if (*text == '+' ? !parse_counter (text + 1, &counter) : *text != '\0')
    return FALSE;

  days = days_from_date (year, month, day);
  date_from_days (days, &back_year, &back_month, &back_day);
  if (back_day != day || back_month != month || back_year != year)
    return FALSE;

  since_1970 = (guint64) days * MS_A_DAY + (guint64) (((hour * 60 + minute) * 60 + second) * 1000 + ms);
  if (since_1970 > EAR_CLOCK_MAX_MS)
    return FALSE;
  *clock = ear_clock_make (since_1970, counter);
  return *clock != 0;
}

int
ear_stamp_compare (const EarStamp *a, const EarStamp *b)
{
  if (a->clock != b->clock)
    return a->clock < b->clock ? -1 : 1;
  return ear_id_compare (&a->device, &b->device);
}

gboolean
ear_stamp_equal (const EarStamp *a, const EarStamp *b)
{
  return a->clock == b->clock && ear_id_equal (&a->device, &b->device);
}

void
ear_seen_clear (EarSeen *seen)
{
  g_clear_pointer (&seen->stamps, g_free);
  seen->n = 0;
}

void
ear_seen_copy (EarSeen *to, const EarSeen *from)
{
  to->n = from->n;
  to->stamps = g_memdup2 (from->stamps, from->n * sizeof *from->stamps);
}

/* The index of @device, or where it belongs. */
static guint
find_device (const EarSeen *seen, const EarId *device, gboolean *found)
{
  guint at = 0, end = seen->n;

  while (at < end)
    {
      guint middle = at + (end - at) / 2;

      if (ear_id_compare (&seen->stamps[middle].device, device) < 0)
        at = middle + 1;
      else
        end = middle;
    }
  *found = at < seen->n && ear_id_equal (&seen->stamps[at].device, device);
  return at;
}

/**
 * ear_seen_add:
 *
 * Notes that the edit with @stamp, and with it every earlier one of that device, had been seen.
 */
void
ear_seen_add (EarSeen *seen, const EarStamp *stamp)
{
  gboolean found;
  guint at = find_device (seen, &stamp->device, &found);

  if (found)
    {
      seen->stamps[at].clock = MAX (seen->stamps[at].clock, stamp->clock);
      return;
    }
  seen->stamps = g_renew (EarStamp, seen->stamps, seen->n + 1);
  memmove (seen->stamps + at + 1, seen->stamps + at, (seen->n - at) * sizeof *seen->stamps);
  seen->stamps[at] = *stamp;
  seen->n++;
}

/**
 * ear_seen_set:
 * @seen: empty
 * @stamps: (array length=n): as they were kept, mostly in the order of the devices
 */
void
ear_seen_set (EarSeen *seen, const EarStamp *stamps, guint n)
{
  guint in_order = MIN (n, 1);

  while (in_order < n && ear_id_compare (&stamps[in_order - 1].device, &stamps[in_order].device) < 0)
    in_order++;
  seen->stamps = g_memdup2 (stamps, in_order * sizeof *stamps);
  seen->n = in_order;
  for (guint i = in_order; i < n; i++)
    ear_seen_add (seen, &stamps[i]);
}

void
ear_seen_add_all (EarSeen *seen, const EarSeen *other)
{
  EarSeen both = { 0 };

  if (other->n == 0)
    return;
  both.stamps = g_new (EarStamp, seen->n + other->n);
  /* Both are in the order of the devices. */
  for (guint i = 0, j = 0; i < seen->n || j < other->n;)
    {
      int order = i == seen->n ? 1 : j == other->n ? -1 : ear_id_compare (&seen->stamps[i].device, &other->stamps[j].device);
      EarStamp *stamp = &both.stamps[both.n++];

      *stamp = order <= 0 ? seen->stamps[i] : other->stamps[j];
      if (order == 0)
        stamp->clock = MAX (stamp->clock, other->stamps[j].clock);
      i += order <= 0;
      j += order >= 0;
    }
  ear_seen_clear (seen);
  *seen = both;
}

void
ear_seen_remove (EarSeen *seen, const EarId *device)
{
  gboolean found;
  guint at = find_device (seen, device, &found);

  if (!found)
    return;
  memmove (seen->stamps + at, seen->stamps + at + 1, (seen->n - at - 1) * sizeof *seen->stamps);
  seen->n--;
  if (seen->n == 0)
    ear_seen_clear (seen);
}

gboolean
ear_seen_covers (const EarSeen *seen, const EarStamp *stamp)
{
  gboolean found;
  guint at = find_device (seen, &stamp->device, &found);

  return found && seen->stamps[at].clock >= stamp->clock;
}

gboolean
ear_seen_equal (const EarSeen *a, const EarSeen *b)
{
  if (a->n != b->n)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    {
      if (!ear_stamp_equal (&a->stamps[i], &b->stamps[i]))
        return FALSE;
    }
  return TRUE;
}
