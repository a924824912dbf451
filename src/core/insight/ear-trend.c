/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-trend.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The 97.5th percentile of the normal distribution: 95 of 100 such intervals hold the true share. */
#define Z 1.959963984540054

double
ear_share_value (EarShare share)
{
  return share.all == 0 ? 0 : (double) share.of / share.all;
}

/**
 * ear_share_interval:
 * @low: (out): from 0 to 1
 * @high: (out): from 0 to 1
 *
 * The score interval of 95 % for one share, which holds for few voices and for shares near nothing and everything: E. B.
 * Wilson, Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
 * Association 22 (1927), 209–212.
 */
void
ear_share_interval (EarShare share, double *low, double *high)
{
  double n = share.all, p = ear_share_value (share), z2 = Z * Z;
  double centre, half;

  if (share.all == 0)
    {
      *low = 0;
      *high = 1;
      return;
    }
  centre = (2 * n * p + z2) / (2 * (n + z2));
  half = Z * sqrt (z2 + 4 * n * p * (1 - p)) / (2 * (n + z2));
  *low = share.of == 0 ? 0 : MAX (0, centre - half);
  *high = share.of == share.all ? 1 : MIN (1, centre + half);
}

/**
 * ear_share_difference:
 * @low: (out): from -1 to 1
 * @high: (out): from -1 to 1
 *
 * The interval of 95 % for how much larger @now is than @before, made of both score intervals: method 10 of R. G. Newcombe,
 * Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), 873–890.
 */
void
ear_share_difference (EarShare now, EarShare before, double *low, double *high)
{
  double p1 = ear_share_value (now), p2 = ear_share_value (before);
  double l1, u1, l2, u2;

  ear_share_interval (now, &l1, &u1);
  ear_share_interval (before, &l2, &u2);
  *low = p1 - p2 - sqrt ((p1 - l1) * (p1 - l1) + (u2 - p2) * (u2 - p2));
  *high = p1 - p2 + sqrt ((u1 - p1) * (u1 - p1) + (p2 - l2) * (p2 - l2));
}

/**
 * ear_trend_of:
 *
 * Returns: whether the share rose or fell by more than chance makes likely. Voices of one conversation are more alike than
 *   this reckons with, so it is a reason to look and no proof.
 */
EarTrend
ear_trend_of (EarShare now, EarShare before)
{
  double low, high;

  if (now.all < EAR_TREND_LEAST || before.all < EAR_TREND_LEAST)
    return EAR_TREND_UNKNOWN;
  ear_share_difference (now, before, &low, &high);
  return low > 0 ? EAR_TREND_RISING : high < 0 ? EAR_TREND_FALLING : EAR_TREND_STEADY;
}

/**
 * ear_trend_word:
 *
 * Returns: (transfer none): a word or two, translated.
 */
const char *
ear_trend_word (EarTrend trend)
{
  switch (trend)
    {
    case EAR_TREND_RISING:
      return _ ("rising");
    case EAR_TREND_FALLING:
      return _ ("falling");
    case EAR_TREND_STEADY:
      return _ ("no clear change");
    case EAR_TREND_UNKNOWN:
    default:
      return _ ("too few to tell");
    }
}

static int
percent (double share)
{
  return (int) lround (share * 100);
}

/* What rounds to none is not said to be none: something did change. */
static char *
describe_points (double least, double most)
{
  /* Translators: so many percentage points, as in "That is likely 5 to 33 points more". */
  return percent (least) == 0 ? g_strdup_printf (_ ("up to %d points"), percent (most))
                              : g_strdup_printf (_ ("%d to %d points"), percent (least), percent (most));
}

/**
 * ear_trend_sentence:
 *
 * Returns: (transfer full): the two shares and what may be said of them, in words.
 */
char *
ear_trend_sentence (EarShare now, EarShare before)
{
  EarTrend trend = ear_trend_of (now, before);
  g_autofree char *points = NULL;
  double low, high;

  ear_share_difference (now, before, &low, &high);
  points = trend == EAR_TREND_FALLING ? describe_points (-high, -low) : describe_points (low, high);
  switch (trend)
    {
    case EAR_TREND_RISING:
      return g_strdup_printf (_ ("Rising: %u of %u voices, %d%%, against %u of %u, %d%%, the period before. That is likely %s more."),
                              now.of, now.all, percent (ear_share_value (now)), before.of, before.all,
                              percent (ear_share_value (before)), points);
    case EAR_TREND_FALLING:
      return g_strdup_printf (_ ("Falling: %u of %u voices, %d%%, against %u of %u, %d%%, the period before. That is likely %s less."),
                              now.of, now.all, percent (ear_share_value (now)), before.of, before.all,
                              percent (ear_share_value (before)), points);
    case EAR_TREND_STEADY:
      return g_strdup_printf (_ ("No clear change: %u of %u voices, %d%%, against %u of %u, %d%%, the period before. Chance alone may make such a difference."),
                              now.of, now.all, percent (ear_share_value (now)), before.of, before.all,
                              percent (ear_share_value (before)));
    case EAR_TREND_UNKNOWN:
    default:
      return g_strdup_printf (_ ("Too few voices to tell: %u of %u, and %u of %u the period before."), now.of, now.all, before.of,
                              before.all);
    }
}

/**
 * ear_share_stands_out:
 * @part: of some voices
 * @all: of all voices, those among them
 *
 * Returns: 1 or -1 where the share of the part is larger or smaller than that of the other voices by more than chance makes
 *   likely, 0 where nothing can be said.
 */
int
ear_share_stands_out (EarShare part, EarShare all)
{
  EarShare others = { all.of - MIN (part.of, all.of), all.all - MIN (part.all, all.all) };
  EarTrend trend = ear_trend_of (part, others);

  return trend == EAR_TREND_RISING ? 1 : trend == EAR_TREND_FALLING ? -1 : 0;
}
