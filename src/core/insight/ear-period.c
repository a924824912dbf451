/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months, quarters, years and financial years: their numbers, keys and names. */
#include "ear-dimension.h"

#include <glib/gi18n-lib.h>
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

/**
 * ear_period_span:
 * @key: of a heading: "2023", "2022-23", "2023-Q1" or "2023-01"
 * @from: (out) (transfer full): its first month
 * @until: (out) (transfer full): its last month
 *
 * A year among months, quarters or financial years is the voices of which no month is known: both are then the year.
 *
 * Returns: whether @key is a period's; otherwise nothing is set. Any thread.
 */
gboolean
ear_period_span (EarPeriod period, const char *key, char **from, char **until)
{
  int year = (int) g_ascii_strtoll (key, NULL, 10);
  gsize length = strlen (key);

  if (!g_ascii_isdigit (key[0]) || (length != 4 && length != 7))
    return FALSE;
  if (length == 4)
    {
      *from = g_strdup_printf (period == EAR_PERIOD_YEAR ? "%04d-01" : "%04d", year);
      *until = g_strdup_printf (period == EAR_PERIOD_YEAR ? "%04d-12" : "%04d", year);
    }
  else if (key[5] == 'Q')
    {
      *from = g_strdup_printf ("%04d-%02d", year, (key[6] - '1') * 3 + 1);
      *until = g_strdup_printf ("%04d-%02d", year, (key[6] - '1') * 3 + 3);
    }
  else if (period == EAR_PERIOD_FINANCIAL_YEAR)
    {
      *from = g_strdup_printf ("%04d-04", year);
      *until = g_strdup_printf ("%04d-03", year + 1);
    }
  else
    {
      *from = g_strdup (key);
      *until = g_strdup (key);
    }
  return TRUE;
}
