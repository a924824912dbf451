/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assembly: what is written of one. */
#include "ear-cli-assembly.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-action-work.h"
#include "ear-assembly-work.h"
#include "ear-terms.h"
#include "ear-voice-work.h"

#define MOST G_GUINT64_CONSTANT (1000000)
#define N_FINGERS (EAR_AGENDA_SUPPORT_FIVE - EAR_AGENDA_SUPPORT_FIST + 1)

/* A number that may be 0. @number is -1 where the option was not given. */
static gboolean
read_number (EarCli *cli, const char *option, gint64 *number, GError **error)
{
  const char *value = ear_cli_value (cli, option);
  guint64 parsed;

  *number = -1;
  if (value == NULL)
    return TRUE;
  if (g_ascii_string_to_unsigned (value, 10, 0, MOST, &parsed, NULL))
    {
      *number = (gint64) parsed;
      return TRUE;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("--%s takes a whole number."), option);
  return FALSE;
}

static void
say_id (const EarId *id)
{
  char text[EAR_ID_TEXT_SIZE];

  ear_output_say ("%s", ear_id_format (id, text));
}

/**
 * ear_cli_assembly_new:
 *
 * Writes an Assembly called as the argument says, and prints its id.
 */
gboolean
ear_cli_assembly_new (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (EarRecord) session = ear_record_new (EAR_KIND_SESSION);
  EarId id;

  ear_record_set (session, EAR_SESSION_TITLE, ear_cli_argument (cli, 2));
  ear_record_set (session, EAR_SESSION_NATURE, EAR_SESSION_ASSEMBLY);
  ear_record_set (session, EAR_SESSION_STARTED, ear_cli_value (cli, "started"));
  ear_record_set (session, EAR_SESSION_VENUE, ear_cli_value (cli, "venue"));
  if (ear_cli_has (cli, "place"))
    {
      if (!ear_cli_find (store, EAR_KIND_PLACE, ear_cli_value (cli, "place"), &id, error))
        return FALSE;
      ear_record_set_id (session, EAR_SESSION_PLACE, &id);
    }
  if (ear_cli_has (cli, "organisation"))
    {
      if (!ear_cli_ensure_organisation (store, ear_cli_value (cli, "organisation"), NULL, &id, error))
        return FALSE;
      ear_record_set_id (session, EAR_SESSION_ORGANISATION, &id);
    }
  if (!ear_store_put (store, session, error))
    return FALSE;
  say_id (&session->id);
  return TRUE;
}

/* By its number on the agenda, or its id. */
static const EarAssemblyItem *
find_item (EarCli *cli, const EarAssembly *assembly, GError **error)
{
  const char *typed = ear_cli_value (cli, "item");
  guint64 number;
  EarId id;

  if (typed != NULL && ear_id_parse (typed, &id))
    {
      for (guint i = 0; i < assembly->items->len; i++)
        {
          const EarAssemblyItem *item = assembly->items->pdata[i];

          if (ear_id_equal (&item->id, &id))
            return item;
        }
    }
  else if (typed != NULL && g_ascii_string_to_unsigned (typed, 10, 1, G_MAXUINT, &number, NULL) && number <= assembly->items->len)
    {
      const EarAssemblyItem *item = assembly->items->pdata[number - 1];

      if (!item->is_removed && !ear_id_is_none (&item->id))
        return item;
    }
  if (typed == NULL)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say which item of the agenda, with --item NUMBER."));
  else
    g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND,
                 _ ("There is no item “%s” on the agenda. Nothing was changed. “%s assembly WORKBOOK show ASSEMBLY” shows those there are."),
                 typed, EAR_CLI_NAME);
  return NULL;
}

static const char *
need_text (EarCli *cli, const char *what, GError **error)
{
  if (cli->arguments->len > 3)
    return ear_cli_argument (cli, 3);
  g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, what);
  return NULL;
}

static gboolean
add_item (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *wording = need_text (cli, _ ("Say what is asked or proposed, after the Assembly's name."), error);
  g_autoptr (EarRecord) item = ear_record_new (EAR_KIND_AGENDA_ITEM);
  gint64 minutes;

  if (wording == NULL || !read_number (cli, "minutes", &minutes, error))
    return FALSE;
  ear_record_set_id (item, EAR_AGENDA_ITEM_SESSION, &assembly->session->id);
  ear_record_set (item, EAR_AGENDA_ITEM_WORDING, wording);
  ear_record_set (item, EAR_AGENDA_ITEM_NATURE, ear_cli_value (cli, "nature"));
  if (minutes >= 0)
    ear_record_set_integer (item, EAR_AGENDA_ITEM_MINUTES, minutes);
  if (!ear_assembly_put_item (store, item, NULL, error))
    return FALSE;
  say_id (&item->id);
  return TRUE;
}

static gboolean
reword (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *wording = need_text (cli, _ ("Say what is asked or proposed from now on, after the Assembly's name."), error);
  const EarAssemblyItem *item = wording == NULL ? NULL : find_item (cli, assembly, error);
  g_autoptr (EarRecord) record = item == NULL ? NULL : ear_store_get (store, EAR_KIND_AGENDA_ITEM, &item->id, error);

  if (record == NULL)
    return FALSE;
  ear_record_set (record, EAR_AGENDA_ITEM_WORDING, wording);
  return ear_assembly_put_item (store, record, NULL, error);
}

static gboolean
move_item (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const EarAssemblyItem *item = find_item (cli, assembly, error);
  guint to = 0;

  if (item == NULL || !ear_cli_number (cli, "to", G_MAXINT32, &to, error))
    return FALSE;
  if (to == 0)
    {
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("Say where it is to stand, with --to NUMBER."));
      return FALSE;
    }
  return ear_assembly_move_item (store, &item->id, to - 1, NULL, error);
}

static gboolean
put_table (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *label = need_text (cli, _ ("Say what the table is called, after the Assembly's name."), error);
  const char *const *names = ear_cli_values (cli, "group");
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (EarId));
  g_autoptr (EarRecord) table = label == NULL ? NULL : ear_table_begin (&assembly->session->id, label);
  gint64 people;

  if (table == NULL || !read_number (cli, "people", &people, error))
    return FALSE;
  if (ear_cli_has (cli, "is-organisation"))
    ear_record_set (table, EAR_PARTICIPANT_NATURE, "organisation");
  ear_record_set (table, EAR_PARTICIPANT_SECTOR, ear_cli_value (cli, "sector"));
  if (people >= 0)
    ear_record_set_integer (table, EAR_PARTICIPANT_PEOPLE, people);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      EarId group;

      if (!ear_cli_find (store, EAR_KIND_GROUP, names[i], &group, error))
        return FALSE;
      g_array_append_val (groups, group);
    }
  return ear_table_put (store, table, (const EarId *) (gpointer) groups->data, groups->len, NULL, error);
}

static gboolean
set_permission (EarCli *cli, EarStore *store, const EarId *id, GError **error)
{
  g_autoptr (EarRecord) voice = NULL;

  if (!ear_cli_has (cli, "permission"))
    return TRUE;
  voice = ear_store_get (store, EAR_KIND_CONTRIBUTION, id, error);
  if (voice == NULL)
    return FALSE;
  ear_record_set (voice, EAR_CONTRIBUTION_PERMISSION, ear_cli_value (cli, "permission"));
  return ear_store_put (store, voice, error);
}

static gboolean
say (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *line = need_text (cli, _ ("Say what was said, as in the capture line: \"@table 3 - too far\"."), error);
  const EarAssemblyItem *item = line == NULL || !ear_cli_has (cli, "item") ? NULL : find_item (cli, assembly, error);
  g_autoptr (GPtrArray) themes = NULL;
  g_autoptr (EarVoiceWork) work = NULL;
  EarId id = ear_id_new ();

  if (line == NULL || (item == NULL && ear_cli_has (cli, "item")))
    return FALSE;
  if (item == NULL && ear_cli_has (cli, "stance"))
    return find_item (cli, assembly, error) != NULL;
  themes = ear_tree_names (store, EAR_KIND_THEME, error);
  if (themes == NULL)
    return FALSE;
  work = ear_voice_work_new (assembly->session, &id, line, themes);
  work->item = item == NULL ? EAR_ID_NONE : item->id;
  work->stance = ear_cli_value (cli, "stance");
  if (!ear_voice_work_do (store, work, error) || !set_permission (cli, store, &id, error))
    return FALSE;
  say_id (&id);
  return TRUE;
}

/* “0,1,2,5,4,3”: fists first. */
static gboolean
read_fingers (EarCli *cli, EarRecord *support, GError **error)
{
  const char *value = ear_cli_value (cli, "fingers");
  g_auto (GStrv) parts = value == NULL ? NULL : g_strsplit (value, ",", -1);
  gboolean good = parts == NULL || g_strv_length (parts) == N_FINGERS;

  for (guint i = 0; parts != NULL && good && i < N_FINGERS; i++)
    {
      guint64 number;

      good = g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 0, MOST, &number, NULL);
      if (good)
        ear_record_set_integer (support, EAR_AGENDA_SUPPORT_FIST + i, (gint64) number);
    }
  if (!good)
    g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
                         _ ("--fingers takes six numbers with commas between: how many people showed a fist, one finger … five fingers."));
  return good;
}

static gboolean
fill_support (EarCli *cli, EarRecord *support, GError **error)
{
  static const struct
  {
    const char *option, *method;
    guint field;
  } numbers[] = { { "dots", EAR_METHOD_DOTS, EAR_AGENDA_SUPPORT_DOTS },
                  { "for", EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_FOR },
                  { "against", EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_AGAINST },
                  { "unsure", EAR_METHOD_HANDS, EAR_AGENDA_SUPPORT_UNSURE } };

  if (ear_cli_has (cli, "fingers"))
    ear_record_set (support, EAR_AGENDA_SUPPORT_METHOD, EAR_METHOD_FIST_TO_FIVE);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gint64 number;

      if (!read_number (cli, numbers[i].option, &number, error))
        return FALSE;
      if (number < 0)
        continue;
      ear_record_set (support, EAR_AGENDA_SUPPORT_METHOD, numbers[i].method);
      ear_record_set_integer (support, numbers[i].field, number);
    }
  ear_record_set (support, EAR_AGENDA_SUPPORT_HAPPENED, ear_cli_value (cli, "started"));
  return read_fingers (cli, support, error);
}

static gboolean
count_support (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const EarAssemblyItem *item = find_item (cli, assembly, error);
  g_autoptr (EarRecord) support = ear_record_new (EAR_KIND_AGENDA_SUPPORT);
  EarId table;

  if (item == NULL || !fill_support (cli, support, error))
    return FALSE;
  ear_record_set_id (support, EAR_AGENDA_SUPPORT_ITEM, &item->id);
  if (ear_cli_has (cli, "table"))
    {
      if (!ear_table_ensure (store, &assembly->session->id, ear_cli_value (cli, "table"), &table, NULL, error))
        return FALSE;
      ear_record_set_id (support, EAR_AGENDA_SUPPORT_PARTICIPANT, &table);
    }
  return ear_assembly_count_support (store, support, NULL, error);
}

static gboolean
decide (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const EarAssemblyItem *item = find_item (cli, assembly, error);
  const char *outcome = cli->arguments->len > 3 ? ear_cli_argument (cli, 3) : NULL;

  if (item == NULL)
    return FALSE;
  return ear_assembly_decide (store, &item->id, ear_cli_has (cli, "decision") ? ear_cli_value (cli, "decision") : item->decision,
                              outcome == NULL ? item->outcome : outcome, NULL, error);
}

static gboolean
link_action (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const char *name = need_text (cli, _ ("Name the action that follows, after the Assembly's name. “earshot-cli action” writes one."), error);
  const EarAssemblyItem *item = name == NULL ? NULL : find_item (cli, assembly, error);
  EarId action;

  return item != NULL && ear_cli_find (store, EAR_KIND_ACTION, name, &action, error)
         && ear_assembly_link_action (store, &item->id, &action, TRUE, NULL, error);
}

static const EarAssemblyTable *
find_table (EarCli *cli, const EarAssembly *assembly, GError **error)
{
  for (guint i = 0; i < assembly->tables->len; i++)
    {
      const EarAssemblyTable *table = assembly->tables->pdata[i];

      if (!table->is_removed && g_ascii_strcasecmp (table->label, ear_cli_value (cli, "table")) == 0)
        return table;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_NOT_FOUND, _ ("There is no table “%s” at this Assembly. Nothing was changed."),
               ear_cli_value (cli, "table"));
  return NULL;
}

static gboolean
remove_one (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error)
{
  const EarAssemblyTable *table = ear_cli_has (cli, "table") ? find_table (cli, assembly, error) : NULL;
  const EarAssemblyItem *item = ear_cli_has (cli, "table") ? NULL : find_item (cli, assembly, error);

  if (table != NULL)
    return ear_assembly_remove (store, EAR_KIND_PARTICIPANT, &table->id, NULL, error);
  return item != NULL && ear_assembly_remove (store, EAR_KIND_AGENDA_ITEM, &item->id, NULL, error);
}

/**
 * ear_cli_assembly_change:
 * @what: one of the words of the verb that write
 *
 * Inside a transaction of the caller's.
 */
gboolean
ear_cli_assembly_change (EarCli *cli, EarStore *store, const EarAssembly *assembly, const char *what, GError **error)
{
  static const struct
  {
    const char *what;
    gboolean (*write) (EarCli *cli, EarStore *store, const EarAssembly *assembly, GError **error);
  } writers[] = {
    { "item", add_item },         { "reword", reword },   { "move", move_item },     { "table", put_table },    { "say", say },
    { "support", count_support }, { "outcome", decide },  { "action", link_action }, { "remove", remove_one },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      if (g_str_equal (writers[i].what, what))
        return writers[i].write (cli, store, assembly, error);
    }
  g_return_val_if_reached (FALSE);
}
