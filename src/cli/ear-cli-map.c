/* SPDX-License-Identifier: GPL-3.0-or-later */
/* map: which themes are evidence for which priorities, and what is evidence for nothing. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-mapping-list.h"
#include "ear-mapping-work.h"

static const char *const actions[] = { "list", "gaps", "set", "unset", NULL };

static const EarOption options[] = {
  { "strategy", 0, N_ ("NAME"), N_ ("Only this strategy"), EAR_OPTION_PLAIN, NULL },
  { "reason", 'r', N_ ("TEXT"), N_ ("Why the theme is evidence for the priority"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn mapping_columns[] = {
  { "strategy", N_ ("Strategy"), EAR_CELL_TEXT }, { "code", N_ ("Code"), EAR_CELL_TEXT },
  { "priority", N_ ("Priority"), EAR_CELL_TEXT }, { "theme", N_ ("Theme"), EAR_CELL_TEXT },
  { "reason", N_ ("Reason"), EAR_CELL_TEXT },
};

static const EarColumn gap_columns[] = {
  { "kind", N_ ("What"), EAR_CELL_TEXT },
  { "code", N_ ("Code"), EAR_CELL_TEXT },
  { "name", N_ ("Name"), EAR_CELL_TEXT },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
};

static gboolean
list_mappings (EarCli *cli, EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) rows = ear_mapping_list (store, strategy, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, mapping_columns, G_N_ELEMENTS (mapping_columns));

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarMappingRow *row = rows->pdata[i];
      g_autofree char *title = ear_cli_label (store, EAR_KIND_STRATEGY, &row->strategy);

      ear_output_text (output, title);
      ear_output_text (output, row->priority_code);
      ear_output_text (output, row->priority_label);
      ear_output_text (output, row->theme_name);
      ear_output_text (output, row->reason);
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

static void
add_gaps (EarOutput *output, const char *kind, const GPtrArray *gaps, gboolean count)
{
  for (guint i = 0; i < gaps->len; i++)
    {
      const EarUnmapped *gap = gaps->pdata[i];

      ear_output_text (output, kind);
      ear_output_text (output, gap->code);
      ear_output_text (output, gap->label);
      if (count)
        ear_output_number (output, gap->voices);
      else
        ear_output_text (output, NULL);
    }
}

static gboolean
list_gaps (EarCli *cli, EarStore *store, const EarId *strategy, GError **error)
{
  g_autoptr (GPtrArray) priorities = ear_unmapped_priorities (store, strategy, error);
  g_autoptr (GPtrArray) themes = priorities == NULL ? NULL : ear_unmapped_themes (store, strategy, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, gap_columns, G_N_ELEMENTS (gap_columns));

  if (themes == NULL)
    return FALSE;
  add_gaps (output, "priority", priorities, FALSE);
  add_gaps (output, "theme", themes, TRUE);
  ear_output_print (output);
  return TRUE;
}

static gboolean
change (EarCli *cli, EarStore *store, gboolean set, GError **error)
{
  EarId theme, priority;

  if (!ear_cli_find (store, EAR_KIND_THEME, ear_cli_argument (cli, 2), &theme, error)
      || !ear_cli_find (store, EAR_KIND_PRIORITY, ear_cli_argument (cli, 3), &priority, error))
    return FALSE;
  if (set)
    return ear_mapping_set (store, &theme, &priority, ear_cli_value (cli, "reason"), NULL, error);
  return ear_mapping_unset (store, &theme, &priority, NULL, error);
}

static gboolean
check_usage (EarCli *cli, const char *action, GError **error)
{
  gboolean changes = g_str_equal (action, "set") || g_str_equal (action, "unset");
  const char *wrong = NULL;

  if (g_strv_contains (actions, action) == FALSE)
    wrong = _ ("A mapping is listed (list, gaps), set or unset.");
  else if (changes && cli->arguments->len != 4)
    wrong = _ ("Name the theme, and the priority that it is evidence for.");
  else if (!changes && cli->arguments->len != 2)
    wrong = _ ("Nothing follows “list” and “gaps”.");
  if (wrong != NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, wrong);
  return wrong == NULL;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *action = ear_cli_argument (cli, 1);
  g_autoptr (EarStore) store = NULL;
  const EarId *strategy = NULL;
  EarId id;

  if (!check_usage (cli, action, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL || !ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &id, &strategy, error))
    return FALSE;
  if (g_str_equal (action, "list"))
    return list_mappings (cli, store, strategy, error);
  if (g_str_equal (action, "gaps"))
    return list_gaps (cli, store, strategy, error);
  return change (cli, store, g_str_equal (action, "set"), error);
}

const EarVerb ear_cli_map = {
  .name = "map",
  .arguments = "WORKBOOK ACTION [THEME] [PRIORITY]",
  .summary = N_ ("Say which themes are evidence for which priorities"),
  .details = N_ ("“list” shows what is mapped, with the reasons. “gaps” shows the priorities that no theme is evidence for, so that nothing "
                 "can be heard about them, and the themes that are evidence for no priority, with how many voices they hold.\n"
                 "“set THEME PRIORITY” lets a theme count for a priority, and for those above it; themes below it count with it. "
                 "“unset THEME PRIORITY” takes that back. A priority is named by its code, or by STRATEGY/SHORT-NAME."),
  .example = "thurrock.earshot set waiting-times set-mental-health-2023/wm-3 --reason \"Long waits are asked about\"",
  .options = options,
  .words = actions,
  .least = 2,
  .most = 4,
  .lists = TRUE,
  .run = run,
};
