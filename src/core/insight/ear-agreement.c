/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of agreement. */
#include "ear-agreement.h"

#include <glib/gi18n-lib.h>

/* Below the first, Krippendorff would draw no conclusions; from the second on they need no reserve. K. Krippendorff, “Content
 * Analysis: An Introduction to Its Methodology”, 2nd edition, Sage 2004, page 241. */
#define TENTATIVE 0.667
#define GOOD 0.8

/**
 * ear_kappa:
 * @table: (array): n_categories by n_categories, how many units the first coder put in the row's category and the other in the
 *   column's
 *
 * Cohen's kappa. J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960),
 * pages 37–46.
 */
EarCoefficient
ear_kappa (const guint64 *table, guint n_categories)
{
  double all = 0, same = 0, chance = 0;

  for (guint i = 0; i < n_categories * n_categories; i++)
    all += (double) table[i];
  if (all <= 0)
    return (EarCoefficient){ EAR_COEFFICIENT_NO_DATA, 0 };
  for (guint i = 0; i < n_categories; i++)
    {
      double row = 0, column = 0;

      for (guint j = 0; j < n_categories; j++)
        {
          row += (double) table[i * n_categories + j];
          column += (double) table[j * n_categories + i];
        }
      /* Both used one category for everything: the quotient would be nought by nought. */
      if (row >= all && column >= all)
        return (EarCoefficient){ EAR_COEFFICIENT_NO_VARIATION, 0 };
      same += (double) table[i * n_categories + i] / all;
      chance += (row / all) * (column / all);
    }
  return (EarCoefficient){ EAR_COEFFICIENT_DEFINED, (same - chance) / (1 - chance) };
}

/**
 * ear_alpha:
 * @counts: (array): n_units by n_categories, how many coders put the unit in the category; who said nothing is in none
 * @weights: (nullable) (array): how many such units there are; %NULL: one of each
 *
 * Krippendorff's alpha for nominal data, by coincidences: any number of coders, any of them missing anywhere. K. Krippendorff,
 * “Computing Krippendorff's Alpha-Reliability”, University of Pennsylvania 2011, section C.
 */
EarCoefficient
ear_alpha (const guint *counts, const guint64 *weights, guint n_units, guint n_categories)
{
  g_autofree double *values = g_new0 (double, n_categories); /* how often each was used, where it can be compared */
  double all = 0, same = 0, chance = 0;
  guint used = 0;

  for (guint u = 0; u < n_units; u++)
    {
      double weight = weights == NULL ? 1 : (double) weights[u];
      guint n = 0;

      for (guint c = 0; c < n_categories; c++)
        n += counts[u * n_categories + c];
      for (guint c = 0; n > 1 && c < n_categories; c++)
        {
          double count = counts[u * n_categories + c];

          values[c] += weight * count;
          same += weight * count * (count - 1) / (n - 1);
        }
    }
  for (guint c = 0; c < n_categories; c++)
    {
      all += values[c];
      chance += values[c] * (values[c] - 1);
      used += values[c] > 0;
    }
  if (all <= 0)
    return (EarCoefficient){ EAR_COEFFICIENT_NO_DATA, 0 };
  if (used < 2)
    return (EarCoefficient){ EAR_COEFFICIENT_NO_VARIATION, 0 };
  return (EarCoefficient){ EAR_COEFFICIENT_DEFINED, 1 - (1 - same / all) / (1 - chance / (all * (all - 1))) };
}

/**
 * ear_coefficient_format:
 *
 * Returns: (transfer full): with three decimals whatever the locale, or an empty text where there is no number.
 */
char *
ear_coefficient_format (const EarCoefficient *coefficient)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (coefficient->state != EAR_COEFFICIENT_DEFINED)
    return g_strdup ("");
  g_ascii_formatd (text, sizeof text, "%.3f", coefficient->value);
  return g_strdup (g_str_equal (text, "-0.000") ? "0.000" : text);
}

/**
 * ear_coefficient_words:
 *
 * Returns: what the number means, or why there is none.
 */
const char *
ear_coefficient_words (const EarCoefficient *coefficient)
{
  switch (coefficient->state)
    {
    case EAR_COEFFICIENT_NO_DATA:
      return _ ("nothing that two could code");
    case EAR_COEFFICIENT_NO_VARIATION:
      return _ ("not defined: all answers are the same");
    case EAR_COEFFICIENT_NOT_TWO:
      return _ ("for two coders only");
    case EAR_COEFFICIENT_DEFINED:
    default:
      break;
    }
  if (coefficient->value < 0)
    return _ ("less than by chance");
  if (coefficient->value < TENTATIVE)
    return _ ("too little to build on");
  return coefficient->value < GOOD ? _ ("enough for careful conclusions") : _ ("good");
}
