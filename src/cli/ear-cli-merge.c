/* SPDX-License-Identifier: GPL-3.0-or-later */
/* merge: takes in what other workbooks exported. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"

static const EarColumn columns[] = {
  { "file", NULL, EAR_CELL_TEXT },
  { "kind", N_ ("Kind"), EAR_CELL_TEXT },
  { "added", N_ ("Added"), EAR_CELL_NUMBER },
  { "updated", N_ ("Updated"), EAR_CELL_NUMBER },
  { "deleted", N_ ("Deleted"), EAR_CELL_NUMBER },
  { "restored", N_ ("Restored"), EAR_CELL_NUMBER },
  { "erased", N_ ("Erased"), EAR_CELL_NUMBER },
  { "unchanged", N_ ("Unchanged"), EAR_CELL_NUMBER },
};

static const EarOutcome column_outcomes[] = {
  EAR_OUTCOME_ADDED, EAR_OUTCOME_UPDATED, EAR_OUTCOME_DELETED, EAR_OUTCOME_RESTORED, EAR_OUTCOME_ERASED, EAR_OUTCOME_UNCHANGED,
};

static void
add_rows (EarOutput *output, const char *file, const EarMergeResult *result)
{
  for (guint kind = 0; kind < EAR_N_KINDS; kind++)
    {
      g_autofree char *plural = ear_cli_kind_plural ((EarKind) kind);
      guint n = 0;

      for (guint outcome = 0; outcome < EAR_N_OUTCOMES; outcome++)
        n += result->counts[kind][outcome];
      if (n == 0)
        continue;
      ear_output_text (output, file);
      ear_output_text (output, plural);
      for (gsize i = 0; i < G_N_ELEMENTS (column_outcomes); i++)
        ear_output_number (output, result->counts[kind][column_outcomes[i]]);
    }
}

static void
print_text (const char *file, const EarMergeResult *result)
{
  g_autoptr (EarOutput) output = ear_output_new (EAR_FORMAT_TEXT, columns, G_N_ELEMENTS (columns));

  if (result->from_name != NULL)
    ear_output_say (_ ("“%s”, from %s: %u records"), file, result->from_name, result->n_records);
  else
    ear_output_say (_ ("“%s”: %u records"), file, result->n_records);
  add_rows (output, file, result);
  ear_output_print (output);
  if (result->n_conflicts > 0)
    ear_output_say (_ ("In %u places two people had changed the same thing without seeing each other's change. Both values are kept; "
                       "“%s show” tells them apart."),
                    result->n_conflicts, EAR_CLI_NAME);
}

/* One transaction around all: several files are merged as one, so that a refused one leaves nothing half done. */
static gboolean
merge_all (EarCli *cli, EarStore *store, EarMergeResult *results, guint n_files, GError **error)
{
  gboolean done = TRUE;

  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; i < n_files && done; i++)
    {
      const char *path = ear_cli_argument (cli, i + 1);
      g_autofree char *shown = g_filename_display_name (path);
      EarCliProgress progress;

      ear_cli_progress_begin (&progress, shown);
      done = ear_bundle_merge (store, path, &results[i], ear_cli_progress_cb, &progress, cli->cancellable, error);
      ear_cli_progress_end (&progress);
      if (!done && n_files > 1)
        g_prefix_error (error, "%s: ", shown);
    }
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = ear_cli_open (cli, error);
  guint n_files = cli->arguments->len - 1;
  g_autofree EarMergeResult *results = g_new0 (EarMergeResult, n_files);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  gboolean done = store != NULL && merge_all (cli, store, results, n_files, error);

  for (guint i = 0; i < n_files; i++)
    {
      g_autofree char *shown = g_filename_display_name (ear_cli_argument (cli, i + 1));

      if (done && cli->format == EAR_FORMAT_TEXT)
        print_text (shown, &results[i]);
      else if (done)
        add_rows (output, shown, &results[i]);
      ear_merge_result_clear (&results[i]);
    }
  if (done && cli->format != EAR_FORMAT_TEXT)
    ear_output_print (output);
  return done;
}

const EarVerb ear_cli_merge = {
  .name = "merge",
  .arguments = "WORKBOOK FILE…",
  .summary = N_ ("Take in what other workbooks exported"),
  .details = N_ ("Merges bundles written by export. The order does not matter, and merging the same file again changes nothing. "
                 "Nothing is lost: a value that no longer shows stays in the record's history.\n"
                 "All the files are taken in, or none: when one of them is refused, or the program is stopped, the workbook is as it was."),
  .example = "coordinator.earshot thurrock.xml partner.xml",
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
