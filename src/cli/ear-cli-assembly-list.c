/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assembly: the Assemblies there are, all of one, and how they compare, as lists. */
#include "ear-cli-assembly.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static const EarColumn list_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "started", N_ ("When"), EAR_CELL_TEXT },
  { "title", N_ ("Title"), EAR_CELL_TEXT },
  { "place", N_ ("Place"), EAR_CELL_TEXT },
  { "venue", NULL, EAR_CELL_TEXT },
  { "items", N_ ("Items"), EAR_CELL_NUMBER },
  { "decided", N_ ("Decided"), EAR_CELL_NUMBER },
  { "tables", N_ ("Tables"), EAR_CELL_NUMBER },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
  { "actions", N_ ("Actions"), EAR_CELL_NUMBER },
};

/* “what” is table, item, wording, input, support or action. */
static const EarColumn show_columns[] = {
  { "item", N_ ("Item"), EAR_CELL_TEXT },     { "what", N_ ("What"), EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },              { "table", N_ ("Table"), EAR_CELL_TEXT },
  { "kind", N_ ("Kind"), EAR_CELL_TEXT },     { "words", N_ ("Words"), EAR_CELL_TEXT },
  { "when", NULL, EAR_CELL_TEXT },            { "permission", NULL, EAR_CELL_TEXT },
  { "themes", NULL, EAR_CELL_TEXT },          { "people", NULL, EAR_CELL_NUMBER },
  { "removed", NULL, EAR_CELL_FLAG },         { "earlier", NULL, EAR_CELL_FLAG },
};

static const EarColumn compare_columns[] = {
  { "what", N_ ("What"), EAR_CELL_TEXT },
  { "name", N_ ("Name"), EAR_CELL_TEXT },
  { "times", N_ ("Times"), EAR_CELL_NUMBER },
  { "assembly", N_ ("Assembly"), EAR_CELL_TEXT },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
  { "percent", N_ ("For it, %"), EAR_CELL_NUMBER },
  { "state", N_ ("How far"), EAR_CELL_TEXT },
};

gboolean
ear_cli_assembly_list (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, list_columns, G_N_ELEMENTS (list_columns));
  g_autoptr (GPtrArray) rows = ear_assembly_list (store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarAssemblyRow *row = rows->pdata[i];

      ear_output_id (output, &row->id);
      ear_output_text (output, row->started);
      ear_output_text (output, row->title);
      ear_output_text (output, row->place);
      ear_output_text (output, row->venue);
      ear_output_number (output, row->n_items);
      ear_output_number (output, row->n_decided);
      ear_output_number (output, row->n_tables);
      ear_output_number (output, row->n_voices);
      ear_output_number (output, row->n_actions);
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

typedef struct
{
  const char *item, *what;
  const EarId *id;
  const char *table, *kind, *words, *when, *permission, *themes;
  gint64 people;
  gboolean removed, earlier;
} Line;

static void
add_line (EarOutput *output, const Line *line)
{
  ear_output_text (output, line->item);
  ear_output_text (output, line->what);
  if (line->id == NULL)
    ear_output_text (output, NULL);
  else
    ear_output_id (output, line->id);
  ear_output_text (output, line->table);
  ear_output_text (output, line->kind);
  ear_output_text (output, line->words);
  ear_output_text (output, line->when);
  ear_output_text (output, line->permission);
  ear_output_text (output, line->themes);
  if (line->people < 0)
    ear_output_text (output, NULL);
  else
    ear_output_number (output, line->people);
  ear_output_flag (output, line->removed);
  ear_output_flag (output, line->earlier);
}

static void
add_tables (EarOutput *output, const EarAssembly *assembly)
{
  for (guint i = 0; i < assembly->tables->len; i++)
    {
      const EarAssemblyTable *table = assembly->tables->pdata[i];

      add_line (output, &(Line) { .what = "table", .id = &table->id, .table = table->label, .kind = table->sector, .words = table->groups,
                                  .people = table->people, .removed = table->is_removed });
    }
}

/* The table of a removed one is told as that, so that nobody takes it for a voice without a table. */
static char *
table_name (const EarAssemblyTable *table)
{
  if (table == NULL)
    return NULL;
  /* Translators: a table of an Assembly that was removed. */
  return table->is_removed ? g_strdup_printf (_ ("%s (removed)"), table->label) : g_strdup (table->label);
}

static void
add_item (EarOutput *output, const EarAssemblyItem *item, const char *number)
{
  add_line (output, &(Line) { .item = number, .what = "item", .id = ear_id_is_none (&item->id) ? NULL : &item->id, .kind = item->nature,
                              .words = ear_id_is_none (&item->id) ? _ ("Said to no item of the agenda") : item->wording, .people = -1,
                              .removed = item->is_removed });
  for (guint i = 0; i < item->wordings->len; i++)
    add_line (output, &(Line) { .item = number, .what = "wording", .words = ((EarAssemblyWording *) item->wordings->pdata[i])->wording,
                                .people = -1, .earlier = TRUE });
  for (guint i = 0; i < item->inputs->len; i++)
    {
      const EarAssemblyInput *input = item->inputs->pdata[i];
      const EarVoice *voice = input->voice;
      g_autofree char *table = input->table == NULL ? g_strdup (voice->speaker) : table_name (input->table);

      add_line (output, &(Line) { .item = number, .what = "input", .id = &voice->id, .table = table, .kind = input->stance,
                                  .words = voice->text == NULL ? voice->original : voice->text, .permission = voice->permission,
                                  .themes = voice->themes, .people = -1 });
    }
  for (guint i = 0; i < item->supports->len; i++)
    {
      const EarAssemblySupport *support = item->supports->pdata[i];
      g_autofree char *numbers = ear_support_text (support);
      g_autofree char *table = support->whole_room ? g_strdup (_ ("the whole room")) : table_name (support->table);

      add_line (output, &(Line) { .item = number, .what = "support", .id = &support->id, .table = table, .kind = support->method,
                                  .words = numbers, .when = support->happened, .people = -1, .earlier = !support->is_current });
    }
  if (item->decision != NULL || item->outcome != NULL)
    add_line (output, &(Line) { .item = number, .what = "outcome", .kind = item->decision, .words = item->outcome, .people = -1 });
  for (guint i = 0; i < item->actions->len; i++)
    {
      const EarActionRow *action = item->actions->pdata[i];

      add_line (output, &(Line) { .item = number, .what = "action", .id = &action->id, .table = action->organisation,
                                  .kind = action->status, .words = action->title, .when = action->due, .people = -1 });
    }
}

/**
 * ear_cli_assembly_show:
 *
 * Prints who sat where, then item by item what was said, counted, decided, and what follows.
 */
gboolean
ear_cli_assembly_show (EarCli *cli, EarStore *store G_GNUC_UNUSED, const EarAssembly *assembly)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, show_columns, G_N_ELEMENTS (show_columns));

  add_tables (output, assembly);
  for (guint i = 0; i < assembly->items->len; i++)
    {
      const EarAssemblyItem *item = assembly->items->pdata[i];
      g_autofree char *number = ear_id_is_none (&item->id) ? NULL : item->is_removed ? g_strdup (_ ("removed")) : g_strdup_printf ("%u", i + 1);

      add_item (output, item, number);
    }
  ear_output_print (output);
  return TRUE;
}

static void
add_comparison (EarOutput *output, const char *what, const char *name, guint times, const EarAssemblyRow *assembly, gint64 voices,
                gint64 percent, const char *state)
{
  ear_output_text (output, what);
  ear_output_text (output, name);
  ear_output_number (output, times);
  ear_output_text (output, assembly->title == NULL ? assembly->started : assembly->title);
  if (voices < 0)
    ear_output_text (output, NULL);
  else
    ear_output_number (output, voices);
  if (percent < 0)
    ear_output_text (output, NULL);
  else
    ear_output_number (output, percent);
  ear_output_text (output, state == NULL || *state == '\0' ? NULL : state);
}

/**
 * ear_cli_assembly_compare:
 *
 * Prints which themes were raised at which Assemblies, what was asked several times, and how far what followed has come.
 */
gboolean
ear_cli_assembly_compare (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarAssemblyComparison) comparison = ear_assembly_compare (store, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, compare_columns, G_N_ELEMENTS (compare_columns));

  if (comparison == NULL)
    return FALSE;
  for (guint i = 0; i < comparison->themes->len; i++)
    {
      const EarAssemblyTheme *theme = comparison->themes->pdata[i];

      for (guint a = 0; a < comparison->assemblies->len; a++)
        {
          if (theme->voices[a] > 0)
            add_comparison (output, "theme", theme->name, theme->n_times, comparison->assemblies->pdata[a], theme->voices[a], -1, NULL);
        }
    }
  for (guint i = 0; i < comparison->asked->len; i++)
    {
      const EarAssemblyAsked *asked = comparison->asked->pdata[i];

      for (guint a = 0; a < comparison->assemblies->len; a++)
        {
          if (asked->percent[a] >= 0 || *asked->decisions[a] != '\0')
            add_comparison (output, "asked", asked->wording, asked->n_times, comparison->assemblies->pdata[a], -1, asked->percent[a],
                            asked->decisions[a]);
        }
    }
  for (guint a = 0; a < comparison->assemblies->len; a++)
    {
      const GPtrArray *actions = comparison->actions->pdata[a];

      for (guint i = 0; i < actions->len; i++)
        {
          const EarActionRow *action = actions->pdata[i];

          add_comparison (output, "action", action->title, 1, comparison->assemblies->pdata[a], -1, -1, action->status);
        }
    }
  ear_output_print (output);
  return TRUE;
}
