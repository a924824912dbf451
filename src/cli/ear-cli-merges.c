/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merges: what was merged before. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-merge.h"

static const EarColumn columns[] = {
  { "merge", N_ ("Merge"), EAR_CELL_NUMBER },
  { "happened", N_ ("When (UTC)"), EAR_CELL_TEXT },
  { "files", N_ ("Files"), EAR_CELL_TEXT },
  { "senders", N_ ("From"), EAR_CELL_TEXT },
  { "added", N_ ("Added"), EAR_CELL_NUMBER },
  { "updated", N_ ("Updated"), EAR_CELL_NUMBER },
  { "deleted", N_ ("Deleted"), EAR_CELL_NUMBER },
  { "erased", N_ ("Erased"), EAR_CELL_NUMBER },
  { "conflicts", N_ ("Conflicts"), EAR_CELL_NUMBER },
  { "undone", N_ ("Taken back"), EAR_CELL_FLAG },
};

/* Names of thirty files are no cell of a table that a person reads; what other programs read has all of them. */
#define MAX_LETTERS 40

static void
put_names (EarCli *cli, EarOutput *output, const char *names)
{
  g_autofree char *first = NULL, *cut = NULL;

  if (cli->format != EAR_FORMAT_TEXT || names == NULL || g_utf8_strlen (names, -1) <= MAX_LETTERS)
    {
      ear_output_text (output, names);
      return;
    }
  first = g_utf8_substring (names, 0, MAX_LETTERS - 1);
  cut = g_strconcat (first, "…", NULL);
  ear_output_text (output, cut);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autoptr (GPtrArray) list = store == NULL ? NULL : ear_merge_list (store, error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const EarMergeEntry *entry = list->pdata[i];

      ear_output_number (output, entry->merge);
      ear_output_text (output, entry->happened);
      put_names (cli, output, entry->files);
      put_names (cli, output, entry->senders);
      ear_output_number (output, entry->n_added);
      ear_output_number (output, entry->n_updated);
      ear_output_number (output, entry->n_deleted);
      ear_output_number (output, entry->n_erased);
      ear_output_number (output, entry->n_conflicts);
      ear_output_flag (output, entry->undone);
    }
  ear_output_print (output);
  return TRUE;
}

const EarVerb ear_cli_merges = {
  .name = "merges",
  .arguments = "WORKBOOK",
  .summary = N_ ("List what was merged before"),
  .details = N_ ("Lists the merges that changed this workbook, newest first. The newest that was not taken back can be, with “undo”. Long lists of files are "
                 "cut short here; --format csv has them whole."),
  .example = "coordinator.earshot",
  .least = 1,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
