/* SPDX-License-Identifier: GPL-3.0-or-later */
/* action: the ledger, the trail of one action, and what is owed, as lists. */
#include "ear-cli-action.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

/* How long people wait for an answer before they are on the list, where --months does not say. */
#define MONTHS 6

static const EarColumn list_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "title", N_ ("What"), EAR_CELL_TEXT },
  { "organisation", N_ ("Who"), EAR_CELL_TEXT },
  { "status", N_ ("How far"), EAR_CELL_TEXT },
  { "since", N_ ("Since"), EAR_CELL_TEXT },
  { "due", N_ ("By"), EAR_CELL_TEXT },
  { "overdue", N_ ("Late"), EAR_CELL_FLAG },
  { "groups", N_ ("Groups"), EAR_CELL_TEXT },
  { "themes", NULL, EAR_CELL_TEXT },
  { "priorities", NULL, EAR_CELL_TEXT },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER },
  { "steps", NULL, EAR_CELL_NUMBER },
  { "told", N_ ("Told"), EAR_CELL_TEXT },
  { "untold", NULL, EAR_CELL_NUMBER },
  { "answer", NULL, EAR_CELL_TEXT },
  { "outcome", NULL, EAR_CELL_TEXT },
  { "evidence", NULL, EAR_CELL_TEXT },
  { "through", NULL, EAR_CELL_TEXT },
};

static const EarColumn trail_columns[] = {
  { "what", N_ ("What"), EAR_CELL_TEXT },       { "id", NULL, EAR_CELL_TEXT },
  { "when", N_ ("When"), EAR_CELL_TEXT },       { "who", N_ ("Who"), EAR_CELL_TEXT },
  { "state", N_ ("How"), EAR_CELL_TEXT },       { "words", N_ ("Words"), EAR_CELL_TEXT },
  { "language", NULL, EAR_CELL_TEXT },          { "ref", NULL, EAR_CELL_TEXT },
  { "permission", NULL, EAR_CELL_TEXT },        { "evidence", NULL, EAR_CELL_TEXT },
};

static const EarColumn gap_columns[] = {
  { "what", N_ ("Owed"), EAR_CELL_TEXT },     { "kind", NULL, EAR_CELL_TEXT },
  { "id", NULL, EAR_CELL_TEXT },              { "name", N_ ("To"), EAR_CELL_TEXT },
  { "voices", N_ ("Voices"), EAR_CELL_NUMBER }, { "actions", N_ ("Actions to tell of"), EAR_CELL_NUMBER },
  { "heard", N_ ("Heard"), EAR_CELL_TEXT },     { "undated", N_ ("Day not noted"), EAR_CELL_NUMBER },
};

static void
add_row (EarOutput *output, const EarActionRow *row)
{
  ear_output_id (output, &row->id);
  ear_output_text (output, row->title);
  ear_output_text (output, row->organisation);
  ear_output_text (output, row->status);
  ear_output_text (output, row->since);
  ear_output_text (output, row->due);
  ear_output_flag (output, row->is_overdue);
  ear_output_text (output, row->groups);
  ear_output_text (output, row->themes);
  ear_output_text (output, row->priorities);
  ear_output_number (output, row->n_voices);
  ear_output_number (output, row->n_steps);
  ear_output_text (output, row->told);
  ear_output_number (output, row->n_untold);
  ear_output_text (output, row->answer);
  ear_output_text (output, row->outcome);
  ear_output_text (output, row->evidence);
  ear_output_text (output, row->through);
}

/**
 * ear_cli_action_list:
 * @search: (nullable): words that must be in them
 *
 * Prints the actions that the options let through.
 */
gboolean
ear_cli_action_list (EarCli *cli, EarStore *store, const char *search, GError **error)
{
  EarActionFilter filter = { .search = search, .status = ear_cli_value (cli, "status"), .overdue = ear_cli_has (cli, "overdue"),
                             .untold = ear_cli_has (cli, "untold") };
  g_autoptr (EarOutput) output = ear_output_new (cli->format, list_columns, G_N_ELEMENTS (list_columns));
  g_autoptr (GPtrArray) rows = NULL;
  EarId ids[5];

  if (!ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &ids[0], &filter.group, error)
      || !ear_cli_find_option (cli, store, "theme", EAR_KIND_THEME, &ids[1], &filter.theme, error)
      || !ear_cli_find_option (cli, store, "priority", EAR_KIND_PRIORITY, &ids[2], &filter.priority, error)
      || !ear_cli_find_option (cli, store, "organisation", EAR_KIND_ORGANISATION, &ids[3], &filter.organisation, error)
      || !ear_cli_find_option (cli, store, "voice", EAR_KIND_CONTRIBUTION, &ids[4], &filter.voice, error))
    return FALSE;
  rows = ear_action_list (store, &filter, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    add_row (output, rows->pdata[i]);
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

static void
add_trail (EarOutput *output, const char *what, const EarId *id, const char *when, const char *who, const char *state,
           const char *words, const char *language, const char *ref, const char *permission, const char *evidence)
{
  ear_output_text (output, what);
  ear_output_id (output, id);
  ear_output_text (output, when);
  ear_output_text (output, who);
  ear_output_text (output, state);
  ear_output_text (output, words);
  ear_output_text (output, language);
  ear_output_text (output, ref);
  ear_output_text (output, permission);
  ear_output_text (output, evidence);
}

static void
add_voices (EarOutput *output, const EarActionTrail *trail)
{
  for (guint i = 0; i < trail->voices->len; i++)
    {
      const EarTrailVoice *voice = trail->voices->pdata[i];
      g_autofree char *through = voice->through_name == NULL ? g_strdup (voice->through)
                                                             : g_strdup_printf ("%s: %s", voice->through, voice->through_name);

      add_trail (output, "voice", &voice->id, voice->happened, voice->groups, through, voice->text, voice->language, voice->ref,
                 voice->permission, NULL);
    }
}

/**
 * ear_cli_action_trail:
 *
 * Prints how an action went, who was told, and the voices that it answers.
 */
gboolean
ear_cli_action_trail (EarCli *cli, EarStore *store, const EarId *action, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, trail_columns, G_N_ELEMENTS (trail_columns));
  g_autoptr (EarActionTrail) trail = NULL;
  guint limit = 0;

  if (!ear_cli_number (cli, "limit", G_MAXINT32, &limit, error))
    return FALSE;
  trail = ear_action_trail (store, action, limit, error);
  if (trail == NULL)
    return FALSE;
  for (guint i = 0; i < trail->steps->len; i++)
    {
      const EarActionStep *step = trail->steps->pdata[i];

      add_trail (output, "step", &step->id, step->happened, step->organisation, step->status, step->answer,
                 step->translated == NULL ? NULL : step->translated_language, NULL, NULL, step->evidence);
    }
  for (guint i = 0; i < trail->tellings->len; i++)
    {
      const EarActionTelling *telling = trail->tellings->pdata[i];

      add_trail (output, "told", &telling->id, telling->told_on, telling->group, NULL, telling->told_how, NULL, NULL, NULL, NULL);
    }
  add_voices (output, trail);
  for (guint i = 0; i < trail->n_withdrawn && cli->format != EAR_FORMAT_TEXT; i++)
    add_trail (output, "withdrawn", &EAR_ID_NONE, NULL, NULL, EAR_THROUGH_VOICE, NULL, NULL, NULL, NULL, NULL);
  ear_output_print (output);
  if (trail->n_withdrawn > 0 && cli->format == EAR_FORMAT_TEXT)
    ear_output_say (g_dngettext (GETTEXT_PACKAGE,
                                 "%u voice that it answered was withdrawn by whoever said it; nothing of it is left.",
                                 "%u voices that it answered were withdrawn by whoever said them; nothing of them is left.",
                                 trail->n_withdrawn),
                    trail->n_withdrawn);
  return TRUE;
}

static void
add_owed (EarOutput *output, const char *what, const char *kind, const EarOwed *owed)
{
  ear_output_text (output, what);
  ear_output_text (output, kind);
  if (ear_id_is_none (&owed->id))
    ear_output_text (output, NULL);
  else
    ear_output_id (output, &owed->id);
  ear_output_text (output, ear_id_is_none (&owed->id) ? _ ("Everybody") : owed->name);
  ear_output_number (output, owed->voices);
  ear_output_number (output, owed->actions);
  ear_output_text (output, owed->last);
  ear_output_number (output, owed->undated);
}

static void
add_all_owed (EarOutput *output, const char *what, const char *kind, const GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    add_owed (output, what, kind, rows->pdata[i]);
}

/**
 * ear_cli_action_gaps:
 *
 * Prints whose voices wait for an answer longer than --months, of how many more nobody noted the day, and which groups were
 * never told anything.
 */
gboolean
ear_cli_action_gaps (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, gap_columns, G_N_ELEMENTS (gap_columns));
  g_autoptr (EarActionGaps) gaps = NULL;
  g_autofree char *before = NULL;
  guint months = MONTHS;

  if (!ear_cli_number (cli, "months", 1200, &months, error))
    return FALSE;
  before = ear_unanswered_before (store, months);
  gaps = ear_action_gaps (store, before, error);
  if (gaps == NULL)
    return FALSE;
  add_owed (output, "answer", "all", gaps->all);
  add_all_owed (output, "answer", "group", gaps->groups);
  add_all_owed (output, "answer", "theme", gaps->themes);
  add_all_owed (output, "telling", "group", gaps->never_told);
  ear_output_print (output);
  return TRUE;
}
