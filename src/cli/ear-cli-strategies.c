/* SPDX-License-Identifier: GPL-3.0-or-later */
/* strategies: what comes with Earshot, what the workbook has, and taking in another. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-exchange.h"
#include "ear-insight.h"

static const EarOption options[] = {
  { "load", 'l', N_ ("NAME|FILE"), N_ ("Take in what comes with Earshot under this name, or a file of your own"),
    EAR_OPTION_REPEATABLE | EAR_OPTION_FILE, NULL },
  { NULL },
};

static const EarColumn columns[] = {
  { "slug", N_ ("Name"), EAR_CELL_TEXT },
  { "title", N_ ("Title"), EAR_CELL_TEXT },
  { "shipped", N_ ("Comes with Earshot"), EAR_CELL_FLAG },
  { "loaded", N_ ("In the workbook"), EAR_CELL_FLAG },
  { "mapped", N_ ("Priorities with a theme"), EAR_CELL_NUMBER },
};

static const EarShipped *
find_shipped (const char *name)
{
  guint n;
  const EarShipped *shipped = ear_shipped_list (&n);

  for (guint i = 0; i < n; i++)
    {
      if (g_strcmp0 (shipped[i].name, name) == 0)
        return &shipped[i];
    }
  return NULL;
}

static gboolean
load_one (EarStore *store, const char *name, GError **error)
{
  g_auto (EarMergeResult) result = { 0 };
  g_autofree char *shown = g_filename_display_name (name);
  gboolean done = find_shipped (name) != NULL ? ear_shipped_load (store, name, &result, error)
                                              : ear_reference_load (store, name, &result, error);

  if (done)
    ear_output_note (_ ("“%s”: %u added, %u updated, %u unchanged."), result.title == NULL ? shown : result.title,
                     ear_merge_result_total (&result, EAR_OUTCOME_ADDED), ear_merge_result_total (&result, EAR_OUTCOME_UPDATED),
                     ear_merge_result_total (&result, EAR_OUTCOME_UNCHANGED));
  return done;
}

static gboolean
load_all (EarStore *store, const char *const *names, GError **error)
{
  if (names == NULL)
    return TRUE;
  if (!ear_store_begin (store, error))
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!load_one (store, names[i], error))
        {
          ear_store_rollback (store);
          return FALSE;
        }
    }
  return ear_store_commit (store, error);
}

static void
add_row (EarOutput *output, const char *slug, const char *title, gboolean shipped, const EarStrategyRow *loaded)
{
  ear_output_text (output, slug);
  ear_output_text (output, title);
  ear_output_flag (output, shipped);
  ear_output_flag (output, loaded != NULL);
  ear_output_number (output, loaded == NULL ? -1 : (gint64) loaded->n_mapped);
}

/* @loaded: (nullable): without a workbook there are only those that ship. */
static void
print (EarCli *cli, GPtrArray *loaded)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, columns, G_N_ELEMENTS (columns));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const EarShipped *shipped = ear_shipped_list (&n);

  for (guint i = 0; loaded != NULL && i < loaded->len; i++)
    {
      const EarStrategyRow *row = g_ptr_array_index (loaded, i);

      add_row (output, row->slug, row->title, find_shipped (row->slug) != NULL, row);
      if (row->slug != NULL)
        g_hash_table_add (seen, row->slug);
    }
  for (guint i = 0; i < n; i++)
    {
      if (shipped[i].is_strategy && !g_hash_table_contains (seen, shipped[i].name))
        add_row (output, shipped[i].name, NULL, TRUE, NULL);
    }
  ear_output_print (output);
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  g_autoptr (GPtrArray) loaded = NULL;

  if (cli->arguments->len == 0)
    {
      if (ear_cli_has (cli, "load"))
        {
          g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say which workbook to load it into."));
          return FALSE;
        }
      print (cli, NULL);
      return TRUE;
    }
  store = ear_cli_open (cli, error);
  if (store == NULL || !load_all (store, ear_cli_values (cli, "load"), error))
    return FALSE;
  loaded = ear_strategy_list (store, error);
  if (loaded == NULL)
    return FALSE;
  print (cli, loaded);
  return TRUE;
}

const EarVerb ear_cli_strategies = {
  .name = "strategies",
  .arguments = "[WORKBOOK]",
  .summary = N_ ("List strategies, or take in another"),
  .details = N_ ("Lists the strategies that come with Earshot and, given a workbook, those that are in it. "
                 "With --load one is taken in: by the name it has here, or from an XML file of your own in the same form, which may also "
                 "hold a codebook, groups or places. Loading the same one again changes nothing."),
  .example = "--load set-mental-health-2023 thurrock.earshot",
  .options = options,
  .least = 0,
  .most = 1,
  .lists = TRUE,
  .run = run,
};
