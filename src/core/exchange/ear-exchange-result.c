/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-exchange.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (ear-exchange-error-quark, ear_exchange_error)

/**
 * ear_exchange_fail_no_memory:
 * @name: (nullable): the file that was read; %NULL where one was to be written
 *
 * Says that the system gave no memory to one of the libraries that read and write what is exchanged. What GLib asks for and
 * does not get ends the program, which is as safe as cutting its power.
 */
void
ear_exchange_fail_no_memory (const char *name, GError **error)
{
  if (name != NULL)
    g_set_error (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NO_MEMORY,
                 _ ("“%s”: The computer has too little free memory to read it. Nothing was changed. Close other programs, then try "
                    "again."),
                 name);
  else
    g_set_error_literal (error, EAR_EXCHANGE_ERROR, EAR_EXCHANGE_ERROR_NO_MEMORY,
                         _ ("The computer has too little free memory to write the file. No file was written and nothing was "
                            "changed. Close other programs, then try again."));
}

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
