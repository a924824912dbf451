/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coproduction: what was done together with people, and how far up the ladder it was. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-action-work.h"
#include "ear-coproduction-list.h"
#include "ear-terms.h"

#define MAX_PEOPLE G_GUINT64_CONSTANT (1000000)

static const char *const words[] = { "list", "ladder", "add", "edit", "remove", NULL };

static const EarOption options[] = {
  { "project", 'p', N_ ("NAME"), N_ ("What it is part of; in list, only that"), EAR_OPTION_PLAIN, NULL },
  { "day", 'd', N_ ("DAY"), N_ ("When it was; without it, today"), EAR_OPTION_PLAIN, NULL },
  { "stage", 0, N_ ("STAGE"), N_ ("Which part of the work it was"), EAR_OPTION_PLAIN, EAR_TERMS_STAGE },
  { "rung", 'r', N_ ("RUNG"), N_ ("How far up the ladder of co-production it was"), EAR_OPTION_PLAIN, EAR_TERMS_RUNG },
  { "organisation", 'O', N_ ("NAME"), N_ ("Who held it"), EAR_OPTION_PLAIN, NULL },
  { "group", 'g', N_ ("NAME[=PEOPLE]"), N_ ("A group that took part, with how many of them; in list, only that group"), EAR_OPTION_REPEATABLE,
    NULL },
  { "hours", 0, N_ ("NUMBER"), N_ ("Hours that people gave, all together"), EAR_OPTION_PLAIN, NULL },
  { "reward", 0, N_ ("TEXT"), N_ ("What they were offered: pay, vouchers, expenses, nothing"), EAR_OPTION_PLAIN, NULL },
  { "decision", 0, N_ ("TEXT"), N_ ("Which decision they could influence"), EAR_OPTION_PLAIN, NULL },
  { "influence", 0, N_ ("TEXT"), N_ ("What became different through them"), EAR_OPTION_PLAIN, NULL },
  { "title", 't', N_ ("TEXT"), N_ ("With edit: what it is called from now on"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn list_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "happened", N_ ("When"), EAR_CELL_TEXT },
  { "title", N_ ("What"), EAR_CELL_TEXT },
  { "project", N_ ("Project"), EAR_CELL_TEXT },
  { "stage", N_ ("Stage"), EAR_CELL_TEXT },
  { "rung", N_ ("Rung"), EAR_CELL_TEXT },
  { "groups", N_ ("People"), EAR_CELL_TEXT },
  { "hours", N_ ("Hours"), EAR_CELL_NUMBER },
  { "reward", NULL, EAR_CELL_TEXT },
  { "organisation", NULL, EAR_CELL_TEXT },
  { "decision", NULL, EAR_CELL_TEXT },
  { "influence", NULL, EAR_CELL_TEXT },
};

static const EarColumn ladder_columns[] = {
  { "project", N_ ("Project"), EAR_CELL_TEXT }, { "group", N_ ("Group"), EAR_CELL_TEXT },
  { "activities", N_ ("Times"), EAR_CELL_NUMBER }, { "first", N_ ("First"), EAR_CELL_TEXT },
  { "latest", N_ ("Now"), EAR_CELL_TEXT },      { "highest", N_ ("Highest"), EAR_CELL_TEXT },
  { NULL, N_ ("So it"), EAR_CELL_TEXT },
};

/* The columns of a number that nobody knows are empty. */
static void
put_number (EarOutput *output, gint64 number)
{
  if (number < 0)
    ear_output_text (output, NULL);
  else
    ear_output_number (output, number);
}

static gboolean
list (EarCli *cli, EarStore *store, GError **error)
{
  EarCoproductionFilter filter = { .project = ear_cli_value (cli, "project") };
  g_autoptr (EarOutput) output = ear_output_new (cli->format, list_columns, G_N_ELEMENTS (list_columns));
  g_autoptr (GPtrArray) rows = NULL;
  EarId group;

  if (!ear_cli_find_option (cli, store, "group", EAR_KIND_GROUP, &group, &filter.group, error))
    return FALSE;
  rows = ear_coproduction_list (store, &filter, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarCoproductionRow *row = rows->pdata[i];

      ear_output_id (output, &row->id);
      ear_output_text (output, row->happened);
      ear_output_text (output, row->title);
      ear_output_text (output, row->project);
      ear_output_text (output, row->stage);
      ear_output_text (output, row->rung);
      ear_output_text (output, row->groups);
      put_number (output, row->hours);
      ear_output_text (output, row->reward);
      ear_output_text (output, row->organisation);
      ear_output_text (output, row->decision);
      ear_output_text (output, row->influence);
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

static const char *
rung_word (int rung)
{
  return rung < 0 ? NULL : EAR_TERMS_RUNG[rung];
}

static gboolean
ladder (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarOutput) output = ear_output_new (cli->format, ladder_columns, G_N_ELEMENTS (ladder_columns));
  g_autoptr (GPtrArray) rows = ear_coproduction_ladder (store, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const EarLadderRow *row = rows->pdata[i];

      ear_output_text (output, row->project);
      ear_output_text (output, row->group);
      ear_output_number (output, row->n_activities);
      ear_output_text (output, rung_word (row->first));
      ear_output_text (output, rung_word (row->latest));
      ear_output_text (output, rung_word (row->highest));
      ear_output_text (output, ear_ladder_moved (row));
    }
  if (rows != NULL)
    ear_output_print (output);
  return rows != NULL;
}

static gboolean
read_people (const char *text, gint64 *people, GError **error)
{
  guint64 number;

  *people = -1;
  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (text, 10, 0, MAX_PEOPLE, &number, NULL))
    {
      *people = (gint64) number;
      return TRUE;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("“%s” is no number of people. Write it so: --group \"Carers=7\"."), text);
  return FALSE;
}

static gboolean
set_groups (EarCli *cli, EarStore *store, const EarId *id, GError **error)
{
  const char *const *names = ear_cli_values (cli, "group");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      const char *equals = strrchr (names[i], '=');
      g_autofree char *name = equals == NULL ? g_strdup (names[i]) : g_strndup (names[i], (gsize) (equals - names[i]));
      gint64 people;
      EarId group;

      if (!read_people (equals == NULL ? NULL : equals + 1, &people, error)
          || !ear_cli_find (store, EAR_KIND_GROUP, name, &group, error)
          || !ear_coproduction_set_group (store, id, &group, TRUE, people, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (EarCli *cli, EarStore *store, EarRecord *record, GError **error)
{
  static const struct
  {
    const char *option;
    guint field;
  } fields[] = {
    { "project", EAR_COPRODUCTION_PROJECT },   { "day", EAR_COPRODUCTION_HAPPENED },    { "stage", EAR_COPRODUCTION_STAGE },
    { "rung", EAR_COPRODUCTION_RUNG },         { "reward", EAR_COPRODUCTION_REWARD },   { "decision", EAR_COPRODUCTION_DECISION },
    { "influence", EAR_COPRODUCTION_INFLUENCE }, { "title", EAR_COPRODUCTION_TITLE },
  };
  guint hours = 0;
  EarId id;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (ear_cli_value (cli, fields[i].option) != NULL)
        ear_record_set (record, fields[i].field, ear_cli_value (cli, fields[i].option));
    }
  if (!ear_cli_number (cli, "hours", 1000000, &hours, error))
    return FALSE;
  if (hours > 0)
    ear_record_set_integer (record, EAR_COPRODUCTION_HOURS, hours);
  if (ear_cli_value (cli, "organisation") == NULL)
    return TRUE;
  if (!ear_cli_ensure_organisation (store, ear_cli_value (cli, "organisation"), NULL, &id, error))
    return FALSE;
  ear_record_set_id (record, EAR_COPRODUCTION_ORGANISATION, &id);
  return TRUE;
}

static gboolean
write_one (EarCli *cli, EarStore *store, gboolean is_new, GError **error)
{
  g_autoptr (EarRecord) record = NULL;
  char text[EAR_ID_TEXT_SIZE];
  EarId id;

  if (is_new)
    record = ear_record_new (EAR_KIND_COPRODUCTION);
  else if (ear_cli_find (store, EAR_KIND_COPRODUCTION, ear_cli_argument (cli, 2), &id, error))
    record = ear_store_get (store, EAR_KIND_COPRODUCTION, &id, error);
  if (record == NULL)
    return FALSE;
  if (is_new)
    ear_record_set (record, EAR_COPRODUCTION_TITLE, ear_cli_argument (cli, 2));
  if (!fill (cli, store, record, error) || !ear_action_put (store, record, NULL, error)
      || !set_groups (cli, store, &record->id, error))
    return FALSE;
  if (is_new)
    ear_output_say ("%s", ear_id_format (&record->id, text));
  return TRUE;
}

static gboolean
change (EarCli *cli, EarStore *store, const char *what, GError **error)
{
  gboolean done;
  EarId id;

  if (!ear_store_begin (store, error))
    return FALSE;
  if (g_str_equal (what, "remove"))
    done = ear_cli_find (store, EAR_KIND_COPRODUCTION, ear_cli_argument (cli, 2), &id, error)
           && ear_action_remove (store, EAR_KIND_COPRODUCTION, &id, NULL, error);
  else
    done = write_one (cli, store, g_str_equal (what, "add"), error);
  if (done)
    return ear_store_commit (store, error);
  ear_store_rollback (store);
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *what = ear_cli_argument (cli, 1);
  gboolean lists = g_str_equal (what, "list") || g_str_equal (what, "ladder");
  g_autoptr (EarStore) store = NULL;

  if (!g_strv_contains (words, what) || cli->arguments->len != (lists ? 2 : 3))
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                           _ ("Say “list” or “ladder”; or “add”, “edit” or “remove” and what it is called."));
      return FALSE;
    }
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (what, "list"))
    return list (cli, store, error);
  return lists ? ladder (cli, store, error) : change (cli, store, what, error);
}

const EarVerb ear_cli_coproduction = {
  .name = "coproduction",
  .arguments = "WORKBOOK WHAT [NAME]",
  .summary = N_ ("Log what was done together with people, and how far up the ladder it was"),
  .details = N_ ("“add TITLE” logs an activity: the stage of the work, the rung of the ladder of co-production (of Think Local Act Personal "
                 "and the National Co-production Advisory Group), who took part with numbers, their hours, what they were offered, which "
                 "decision they could influence, and what became different. “list” shows the log, newest first.\n"
                 "“ladder” shows for each project and group where on the ladder it stood first, where it stands now, and whether it moved."),
  .example = "thurrock.earshot add \"Carers rewrite the assessment form\" --project \"Carers' assessments\" --rung co-design --stage co-design "
             "--group Carers=6 --hours 18 --reward \"Vouchers and travel\"",
  .options = options,
  .words = words,
  .least = 2,
  .most = 3,
  .lists = TRUE,
  .run = run,
};
