/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-exchange.h"

G_DEFINE_QUARK (ear-exchange-error-quark, ear_exchange_error)

void
ear_merge_result_clear (EarMergeResult *result)
{
  g_free (result->from_name);
  g_free (result->title);
  *result = (EarMergeResult) { 0 };
}

/**
 * ear_merge_result_total:
 *
 * Returns: how many records of all kinds had that outcome.
 */
guint
ear_merge_result_total (const EarMergeResult *result, EarOutcome outcome)
{
  guint total = 0;

  for (guint i = 0; i < EAR_N_KINDS; i++)
    total += result->counts[i][outcome];
  return total;
}

void
ear_csv_result_clear (EarCsvResult *result)
{
  g_strfreev (result->new_groups);
  g_strfreev (result->new_places);
  *result = (EarCsvResult) { 0 };
}
