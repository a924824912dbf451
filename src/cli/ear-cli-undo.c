/* SPDX-License-Identifier: GPL-3.0-or-later */
/* undo: takes the newest merge back. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-merge.h"

static const EarOption options[] = {
  { "merge", 'm', N_ ("NUMBER"), N_ ("Only if it is this one, as “merges” lists them"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

/* 0 with no error: there is none. */
static gboolean
find_newest (EarStore *store, gint64 *merge, GError **error)
{
  g_autoptr (GPtrArray) list = ear_merge_list (store, error);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const EarMergeEntry *entry = list->pdata[i];

      if (entry->can_undo)
        *merge = entry->merge;
    }
  return list != NULL;
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  EarMergeUndone undone;
  EarCliProgress progress;
  guint number = 0;
  gint64 merge;
  gboolean done;

  if (!ear_cli_number (cli, "merge", G_MAXINT, &number, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  merge = number;
  if (store == NULL || (!ear_cli_has (cli, "merge") && !find_newest (store, &merge, error)))
    return FALSE;
  ear_cli_progress_begin (&progress, NULL);
  done = ear_merge_undo (store, merge, &undone, ear_cli_progress_cb, &progress, cli->cancellable, error);
  ear_cli_progress_end (&progress);
  if (!done)
    return FALSE;
  ear_cli_scrub (cli, store);
  ear_output_say (_ ("Merge %" G_GINT64_FORMAT " is taken back."), merge);
  if (undone.n_removed > 0)
    ear_output_say (ngettext ("%u record that came with it is gone.", "%u records that came with it are gone.", undone.n_removed),
                    undone.n_removed);
  if (undone.n_restored > 0)
    ear_output_say (ngettext ("%u record is as it was before.", "%u records are as they were before.", undone.n_restored),
                    undone.n_restored);
  if (undone.n_kept > 0)
    ear_output_say (ngettext ("%u record was edited here since; that edit stays.", "%u records were edited here since; those edits stay.",
                              undone.n_kept),
                    undone.n_kept);
  if (undone.n_erased > 0)
    ear_output_say (ngettext ("%u record was erased, which is never taken back.", "%u records were erased, which is never taken back.",
                              undone.n_erased),
                    undone.n_erased);
  return TRUE;
}

const EarVerb ear_cli_undo = {
  .name = "undo",
  .arguments = "WORKBOOK",
  .summary = N_ ("Take the newest merge back"),
  .details = N_ ("Makes the workbook what it was before its newest merge. What was edited here since stays, and so does what was erased, "
                 "since somebody withdrew their consent. The file can be merged again afterwards."),
  .example = "coordinator.earshot",
  .options = options,
  .least = 1,
  .most = 1,
  .run = run,
};
