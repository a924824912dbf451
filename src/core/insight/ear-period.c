/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months, quarters, years and financial years: their numbers, keys and names, and the days they are made of. */
#include "ear-dimension.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const char *const month_names[] = {
  N_ ("January"), N_ ("February"), N_ ("March"),     N_ ("April"),   N_ ("May"),      N_ ("June"),
  N_ ("July"),    N_ ("August"),   N_ ("September"), N_ ("October"), N_ ("November"), N_ ("December"),
};

/**
 * ear_period_in_year:
 *
 * Returns: how many of these periods a year has.
 */
guint
ear_period_in_year (EarPeriod period)
{
  return period == EAR_PERIOD_MONTH ? 12 : period == EAR_PERIOD_QUARTER ? 4 : 1;
}

/* Whether a heading's number stands for a year of which no more is known, and which one. */
static gboolean
is_bare_year (EarPeriod period, gint64 number, int *year)
{
  *year = (int) ((number + 1) / 2 / ear_period_in_year (period));
  return number % 2 != 0;
}

/**
 * ear_period_key:
 * @number: the heading's number
 *
 * Returns: (transfer full): "2023", "2022-23", "2023-Q1" or "2023-01".
 */
char *
ear_period_key (EarPeriod period, gint64 number)
{
  int year, n = (int) (number / 2);

  if (is_bare_year (period, number, &year))
    return g_strdup_printf ("%04d", year);
  switch (period)
    {
    case EAR_PERIOD_YEAR:
      return g_strdup_printf ("%04d", n);
    case EAR_PERIOD_FINANCIAL_YEAR:
      return g_strdup_printf ("%04d-%02d", n, (n + 1) % 100);
    case EAR_PERIOD_QUARTER:
      return g_strdup_printf ("%04d-Q%d", n / 4, n % 4 + 1);
    case EAR_PERIOD_MONTH:
    default:
      return g_strdup_printf ("%04d-%02d", n / 12, n % 12 + 1);
    }
}

/**
 * ear_period_label:
 * @number: the heading's number
 *
 * Returns: (transfer full): "2023", "2022–23", "January to March 2023", "January 2023" or "2023, month not said".
 */
char *
ear_period_label (EarPeriod period, gint64 number)
{
  int year, n = (int) (number / 2);

  if (is_bare_year (period, number, &year))
    /* Translators: a year. */
    return g_strdup_printf (_ ("%d, month not said"), year);
  switch (period)
    {
    case EAR_PERIOD_YEAR:
      return g_strdup_printf ("%d", n);
    case EAR_PERIOD_FINANCIAL_YEAR:
      return g_strdup_printf ("%d–%02d", n, (n + 1) % 100);
    case EAR_PERIOD_QUARTER:
      /* Translators: the first and last month of a quarter, and the year. */
      return g_strdup_printf (_ ("%s to %s %d"), _ (month_names[n % 4 * 3]), _ (month_names[n % 4 * 3 + 2]), n / 4);
    case EAR_PERIOD_MONTH:
    default:
      /* Translators: a month and the year. */
      return g_strdup_printf (_ ("%s %d"), _ (month_names[n % 12]), n / 12);
    }
}

/**
 * ear_period_of_month:
 * @month: as in EarOccasion, not EAR_NO_MONTH
 *
 * Returns: the heading's number of the period that holds the month; of a year alone the year, or its number among shorter
 *   periods.
 */
gint64
ear_period_of_month (EarPeriod period, gint32 month)
{
  guint in_year = ear_period_in_year (period);
  gboolean bare = month % 2 != 0;
  gint64 months = bare ? (month + 1) / 2 : month / 2;

  if (period == EAR_PERIOD_YEAR)
    return months / 12 * 2;
  if (bare)
    return months / 12 * in_year * 2 - 1;
  return (months - (period == EAR_PERIOD_FINANCIAL_YEAR ? 3 : 0)) / (12 / in_year) * 2;
}

/**
 * ear_month_read:
 * @text: begins with "YYYY-MM", or is a year alone
 *
 * Returns: the month as in EarOccasion.
 */
gint32
ear_month_read (const char *text)
{
  gint32 year = (gint32) g_ascii_strtoll (text, NULL, 10);

  return strlen (text) < 7 ? year * 24 - 1 : (year * 12 + (gint32) g_ascii_strtoll (text + 5, NULL, 10) - 1) * 2;
}

static char *
write_day (int year, int month, int last)
{
  return last == 0 ? g_strdup_printf ("%04d-%02d-01", year, month) : g_strdup_printf ("%04d-%02d-%02d", year, month, last);
}

static char *
last_day (int year, int month)
{
  return write_day (year, month, g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year));
}

/**
 * ear_period_days:
 * @key: "2023", "2022-23", "2023-Q1" or "2023-01", by @period
 * @from: (out): its first day
 * @to: (out): its last day
 *
 * Returns: whether @key is one. Any thread.
 */
gboolean
ear_period_days (EarPeriod period, const char *key, char **from, char **to)
{
  int year = 0, part = 0, end = 0, first = 1, last = 12;
  gsize n = strlen (key);
  gboolean known;

  if (period == EAR_PERIOD_YEAR)
    known = sscanf (key, "%4d%n", &year, &end) == 1;
  else if (period == EAR_PERIOD_FINANCIAL_YEAR)
    known = sscanf (key, "%4d-%2d%n", &year, &part, &end) == 2 && part == (year + 1) % 100;
  else if (period == EAR_PERIOD_QUARTER)
    known = sscanf (key, "%4d-Q%1d%n", &year, &part, &end) == 2 && part >= 1 && part <= 4;
  else
    known = sscanf (key, "%4d-%2d%n", &year, &part, &end) == 2 && part >= 1 && part <= 12;
  if (!known || (gsize) end != n || year < 1 || year > 9998)
    return FALSE;
  if (period == EAR_PERIOD_QUARTER)
    first = part * 3 - 2, last = part * 3;
  else if (period == EAR_PERIOD_MONTH)
    first = last = part;
  else if (period == EAR_PERIOD_FINANCIAL_YEAR)
    first = 4, last = 3;
  *from = write_day (year, first, 0);
  *to = last_day (period == EAR_PERIOD_FINANCIAL_YEAR ? year + 1 : year, last);
  return TRUE;
}

/**
 * ear_period_span:
 * @key: of a heading: "2023", "2022-23", "2023-Q1" or "2023-01"
 * @from: (out) (transfer full): its first day
 * @to: (out) (transfer full): its last day
 *
 * A year among months, quarters or financial years is the voices of which no month is known: both are then the year, and a
 * filter lets just those pass.
 *
 * Returns: whether @key is a period's; otherwise nothing is set. Any thread.
 */
gboolean
ear_period_span (EarPeriod period, const char *key, char **from, char **to)
{
  if (period == EAR_PERIOD_YEAR || strlen (key) != 4 || strspn (key, "0123456789") != 4)
    return ear_period_days (period, key, from, to);
  *from = g_strdup (key);
  *to = g_strdup (key);
  return TRUE;
}

/**
 * ear_period_day:
 * @typed: "2023-01-31", a month or a year
 * @last: the last day of the month or year, else the first
 * @day: (out) (transfer full): "YYYY-MM-DD"
 *
 * Returns: whether @typed is one; otherwise nothing is set. Any thread.
 */
gboolean
ear_period_day (const char *typed, gboolean last, char **day)
{
  gsize n = strlen (typed);
  g_autofree char *moment = g_strconcat (typed, "T00:00:00Z", NULL);
  g_autoptr (GDateTime) when = n == 10 ? g_date_time_new_from_iso8601 (moment, NULL) : NULL;
  char *from = NULL, *to = NULL;

  if (n == 10)
    {
      if (when != NULL)
        *day = g_strdup (typed);
      return when != NULL;
    }
  if (!ear_period_days (n == 4 ? EAR_PERIOD_YEAR : EAR_PERIOD_MONTH, typed, &from, &to))
    return FALSE;
  *day = last ? to : from;
  g_free (last ? from : to);
  return TRUE;
}
