/* SPDX-License-Identifier: GPL-3.0-or-later */
/* editions: what was published, and is compared with what will be. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-store-editions.h"

static const EarOption options[] = {
  { "forget", 0, N_ ("NUMBER"), N_ ("Take one from the list that was never published"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "edition", N_ ("Edition"), EAR_CELL_NUMBER },
  { "title", N_ ("Title"), EAR_CELL_TEXT },
  { "published", N_ ("When (UTC)"), EAR_CELL_TEXT },
  { "protection", N_ ("Protected by"), EAR_CELL_TEXT },
};

static gboolean
forget (EarStore *store, GPtrArray *editions, gint64 n, GError **error)
{
  for (guint i = 0; i < editions->len; i++)
    {
      const EarStoreEdition *edition = g_ptr_array_index (editions, i);

      if (edition->n != n)
        continue;
      if (!ear_store_forget_edition (store, n, error))
        return FALSE;
      ear_output_say (_ ("“%s” is no longer compared with. If it was published all the same, the next edition may give somebody away."),
                      edition->title);
      return TRUE;
    }
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND, _ ("There is no edition with that number. “editions” lists them."));
  return FALSE;
}

static void
print (EarCli *cli, GPtrArray *editions)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < editions->len; i++)
    {
      const EarStoreEdition *edition = g_ptr_array_index (editions, i);

      ear_output_number (output, edition->n);
      ear_output_text (output, edition->title);
      ear_output_text (output, edition->published);
      ear_output_text (output, edition->preset);
    }
  ear_output_print (output);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) editions = NULL;
  guint n = 0;

  if (ear_cli_has (cli, "forget") && !ear_cli_number (cli, "forget", G_MAXINT, &n, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  editions = store == NULL ? NULL : ear_store_list_editions (store, FALSE, error);
  if (editions == NULL)
    return FALSE;
  if (ear_cli_has (cli, "forget"))
    return forget (store, editions, n, error);
  print (cli, editions);
  return TRUE;
}

const EarVerb ear_cli_editions = {
  .name = "editions",
  .arguments = "WORKBOOK",
  .summary = N_ ("List the reports that were published"),
  .details = N_ ("Lists the reports that were written with “report --publish”. Each new one is looked at together with all of them, since the "
                 "difference of two figures is a figure, too. They are kept in this workbook and in copies of it, and do not travel to partners: "
                 "publish from one workbook."),
  .example = "coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
