/* SPDX-License-Identifier: GPL-3.0-or-later */
/* check: reads every page and every row. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  g_autoptr (GPtrArray) problems = NULL;
  guint64 n_rows = 0;

  problems = store == NULL ? NULL : ear_store_check (store, &n_rows, error);
  if (problems == NULL)
    return FALSE;
  if (problems->len == 0)
    {
      ear_output_say (_ ("The workbook is whole: all %" G_GUINT64_FORMAT " rows were read."), n_rows);
      return TRUE;
    }
  for (guint i = 0; i < problems->len; i++)
    ear_output_say ("%s", (const char *) g_ptr_array_index (problems, i));
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_DAMAGED,
               _ ("The workbook is damaged in %u ways, listed above. Nothing was changed. Keep the file as it is and go on with your "
                  "last backup."),
               problems->len);
  return FALSE;
}

const EarVerb ear_cli_check = {
  .name = "check",
  .arguments = "WORKBOOK",
  .summary = N_ ("Read the whole workbook and say whether it is sound"),
  .details = N_ ("Checks the encryption of every page, the structure of the file and the references between records, and reads every row. "
                 "Nothing is changed. Damage is listed and the exit status is then 1."),
  .example = "thurrock.earshot",
  .least = 1,
  .most = 1,
  .run = run,
};
