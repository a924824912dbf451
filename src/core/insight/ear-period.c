/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A period by its key, as the days it is made of. */
#include <stdio.h>
#include <string.h>

#include "ear-insight.h"

static char *
day (int year, int month, int last)
{
  return last == 0 ? g_strdup_printf ("%04d-%02d-01", year, month) : g_strdup_printf ("%04d-%02d-%02d", year, month, last);
}

static char *
last_day (int year, int month)
{
  return day (year, month, g_date_get_days_in_month ((GDateMonth) month, (GDateYear) year));
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
  *from = day (year, first, 0);
  *to = last_day (period == EAR_PERIOD_FINANCIAL_YEAR ? year + 1 : year, last);
  return TRUE;
}
