/* SPDX-License-Identifier: GPL-3.0-or-later */
/* list: the records of one kind. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-insight.h"
#include "ear-terms.h"

static const char *const kind_names[] = {
  "sessions", "contributions", "voices", "themes", "groups", "places", "strategies", "priorities", "mappings", "organisations",
  "devices", "participants", "codings", "actions", "session-groups", "participant-groups", "contribution-groups",
  "action-contributions", "action-themes", "action-priorities", "action-groups", "action-steps", "action-tellings",
  "coproductions", "coproduction-groups", "agenda-items", "agenda-inputs", "agenda-supports", "agenda-actions", "targets", NULL,
};

static const EarOption options[] = {
  { "strategy", 's', N_ ("NAME"), N_ ("Only priorities of this strategy"), EAR_OPTION_PLAIN, NULL },
  EAR_CLI_VOICE_FILTERS,
  EAR_CLI_VOICE_ORDER,
  EAR_CLI_VOICE_LIMIT,
  { NULL },
};

static const EarColumn session_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },           { "started", N_ ("When"), EAR_CELL_TEXT },
  { "title", N_ ("Title"), EAR_CELL_TEXT }, { "nature", N_ ("Kind"), EAR_CELL_TEXT },
  { "place", N_ ("Place"), EAR_CELL_TEXT }, { "venue", NULL, EAR_CELL_TEXT },
  { "organisation", N_ ("Organisation"), EAR_CELL_TEXT },
  { "groups", N_ ("Groups"), EAR_CELL_TEXT }, { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
};

static const EarColumn tree_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },       { "parent", NULL, EAR_CELL_TEXT },
  { NULL, N_ ("Name"), EAR_CELL_TEXT }, { "slug", N_ ("Short name"), EAR_CELL_TEXT },
  { "name", NULL, EAR_CELL_TEXT },     { "nature", NULL, EAR_CELL_TEXT },
  { "detail", NULL, EAR_CELL_TEXT },   { "depth", NULL, EAR_CELL_NUMBER },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER }, { "strategy", NULL, EAR_CELL_TEXT },
};

static const EarColumn strategy_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },        { "slug", N_ ("Short name"), EAR_CELL_TEXT },
  { "title", N_ ("Title"), EAR_CELL_TEXT }, { "publisher", N_ ("Publisher"), EAR_CELL_TEXT },
  { "from", N_ ("From"), EAR_CELL_NUMBER }, { "to", N_ ("To"), EAR_CELL_NUMBER },
  { "source", NULL, EAR_CELL_TEXT },    { "mapped", N_ ("Priorities with a theme"), EAR_CELL_NUMBER },
};

static gboolean
list_sessions (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, session_columns, G_N_ELEMENTS (session_columns));
  g_autoptr (GPtrArray) rows = ear_session_list (store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarSessionRow *row = g_ptr_array_index (rows, i);

      ear_output_id (output, &row->id);
      ear_output_text (output, row->started);
      ear_output_text (output, row->title);
      ear_output_text (output, row->nature);
      ear_output_text (output, row->place);
      ear_output_text (output, row->venue);
      ear_output_text (output, row->organisation);
      ear_output_text (output, row->groups);
      ear_output_number (output, row->voices);
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

static void
add_tree_row (EarOutput *output, const EarTreeRow *row, const char *strategy)
{
  g_autofree char *indent = g_strnfill (2 * row->depth, ' ');
  g_autofree char *shown = g_strconcat (indent, row->name, NULL);

  ear_output_id (output, &row->id);
  ear_output_id (output, &row->parent);
  ear_output_text (output, shown);
  ear_output_text (output, row->slug);
  ear_output_text (output, row->name);
  ear_output_text (output, row->nature);
  ear_output_text (output, row->detail);
  ear_output_number (output, row->depth);
  ear_output_number (output, row->voices);
  if (strategy != NULL)
    ear_output_text (output, strategy);
}

static gboolean
add_tree (EarOutput *output, EarStore *store, EarKind kind, const EarStrategyRow *strategy, GError **error)
{
  g_autoptr (GPtrArray) rows = ear_tree_list (store, kind, strategy == NULL ? NULL : &strategy->id, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_tree_row (output, g_ptr_array_index (rows, i),
                  strategy == NULL ? NULL : strategy->slug != NULL ? strategy->slug : strategy->title);
  return rows != NULL;
}

static gboolean
list_tree (EarCli *cli, EarStore *store, EarKind kind, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, tree_columns, G_N_ELEMENTS (tree_columns) - 1);

  if (!add_tree (output, store, kind, NULL, error))
    return FALSE;
  ear_output_print (output);
  return TRUE;
}

static gboolean
list_priorities (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, tree_columns, G_N_ELEMENTS (tree_columns));
  g_autoptr (GPtrArray) strategies = NULL;
  const EarId *wanted;
  EarId id;

  if (!ear_cli_find_option (cli, store, "strategy", EAR_KIND_STRATEGY, &id, &wanted, error))
    return FALSE;
  strategies = ear_strategy_list (store, error);
  for (guint i = 0; strategies != NULL && i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = g_ptr_array_index (strategies, i);

      if ((wanted == NULL || ear_id_equal (wanted, &strategy->id)) && !add_tree (output, store, EAR_KIND_PRIORITY, strategy, error))
        return FALSE;
    }
  if (strategies != NULL)
    ear_output_print (output);
  return strategies != NULL;
}

static gboolean
list_strategies (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, strategy_columns, G_N_ELEMENTS (strategy_columns));
  g_autoptr (GPtrArray) rows = ear_strategy_list (store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarStrategyRow *row = g_ptr_array_index (rows, i);

      ear_output_id (output, &row->id);
      ear_output_text (output, row->slug);
      ear_output_text (output, row->title);
      ear_output_text (output, row->publisher);
      ear_output_number (output, row->from);
      ear_output_number (output, row->to);
      ear_output_text (output, row->source);
      ear_output_number (output, row->n_mapped);
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

/* The other kinds: their fields as the model has them, references by name for people and by id for programs. What
 * never leaves the laptop is not listed; show shows it. */
typedef struct
{
  EarStore *store;
  EarOutput *output;
  EarFormat format;
} PlainList;

static void
add_field (PlainList *list, const EarRecord *record, guint field)
{
  const EarFieldInfo *info = ear_field_info (record->kind, field);
  g_autofree char *label = NULL;
  EarId id;

  if (info->type == EAR_TYPE_BOOLEAN)
    {
      ear_output_flag (list->output, ear_record_get_flag (record, field));
      return;
    }
  if (info->type == EAR_TYPE_REFERENCE && list->format == EAR_FORMAT_TEXT && ear_record_get_id (record, field, &id))
    label = ear_cli_label (list->store, info->target, &id);
  ear_output_text (list->output, label != NULL ? label : ear_record_get (record, field));
}

static gboolean
add_record_cb (const EarRecord *record, gpointer data, GError **error G_GNUC_UNUSED)
{
  PlainList *list = data;

  if (record->erased || ear_record_is_deleted (record))
    return TRUE;
  ear_output_id (list->output, &record->id);
  for (guint i = 1; i < ear_kind_info (record->kind)->n_fields; i++)
    {
      if (!(ear_field_info (record->kind, i)->flags & EAR_FIELD_LOCAL))
        add_field (list, record, i);
    }
  return TRUE;
}

static EarCellType
cell_type (EarType type)
{
  return type == EAR_TYPE_INTEGER ? EAR_CELL_NUMBER : type == EAR_TYPE_BOOLEAN ? EAR_CELL_FLAG : EAR_CELL_TEXT;
}

static gboolean
list_plain (EarCli *cli, EarStore *store, EarKind kind, GError **error)
{
  EarColumn columns[EAR_MAX_FIELDS + 1] = { { "id", "id", EAR_CELL_TEXT } };
  g_autoptr (EarOutput) output = NULL;
  PlainList list = { store, NULL, cli->format };
  guint n = 1;

  for (guint i = 1; i < ear_kind_info (kind)->n_fields; i++)
    {
      const EarFieldInfo *info = ear_field_info (kind, i);

      if (!(info->flags & EAR_FIELD_LOCAL))
        columns[n++] = (EarColumn) { info->name, info->name, cell_type (info->type) };
    }
  list.output = output = ear_output_new (cli->format, columns, n);
  if (!ear_store_foreach (store, kind, add_record_cb, &list, error))
    return FALSE;
  ear_output_print (output);
  return TRUE;
}

static gboolean
read_kind (const char *name, EarKind *kind, GError **error)
{
  g_autofree char *names = NULL;

  for (guint i = 0; i < EAR_N_KINDS; i++)
    {
      g_autofree char *plural = ear_cli_kind_plural ((EarKind) i);

      *kind = (EarKind) i;
      if (g_str_equal (plural, name))
        return TRUE;
    }
  *kind = EAR_KIND_CONTRIBUTION;
  if (g_str_equal (name, "voices"))
    return TRUE;
  names = g_strjoinv (", ", (char **) kind_names);
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say what to list, one of: %s."), names);
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  g_autoptr (EarStore) store = NULL;
  EarKind kind;

  if (!read_kind (ear_cli_argument (cli, 1), &kind, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (kind == EAR_KIND_SESSION)
    return list_sessions (cli, store, error);
  if (kind == EAR_KIND_CONTRIBUTION)
    return ear_cli_print_voices (cli, store, NULL, error);
  if (kind == EAR_KIND_THEME || kind == EAR_KIND_GROUP || kind == EAR_KIND_PLACE)
    return list_tree (cli, store, kind, error);
  if (kind == EAR_KIND_PRIORITY)
    return list_priorities (cli, store, error);
  return kind == EAR_KIND_STRATEGY ? list_strategies (cli, store, error) : list_plain (cli, store, kind, error);
}

const EarVerb ear_cli_list = {
  .name = "list",
  .arguments = "WORKBOOK KIND",
  .summary = N_ ("List the sessions, contributions, themes, groups or other records"),
  .details = N_ ("Lists the records of one kind that are not deleted: sessions, contributions (also called voices), themes, groups, places, "
                 "strategies, priorities, mappings, organisations, devices, participants, codings, actions, coproductions, agenda items, targets, and the links between them.\n"
                 "The filters are for contributions, and --strategy is for priorities. For people a list shows what matters most; CSV and "
                 "JSON hold more. Contact details and private notes are not listed."),
  .example = "--format csv --group Carers thurrock.earshot contributions",
  .options = options,
  .words = kind_names,
  .least = 2,
  .most = 2,
  .lists = TRUE,
  .run = run,
};
