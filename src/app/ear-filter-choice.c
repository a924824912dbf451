/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-filter-choice.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "ear-dimension.h"
#include "ear-feeling.h"
#include "ear-filter-facts.h"
#include "ear-terms.h"
#include "ear-voice-item.h"

/* Where nothing is typed yet the finder begins with what is asked for most. */
#define FIRST G_MAXUINT

static EarTreeRow *
add (GPtrArray *choices, EarFilterKind kind, const EarId *id, const char *name, const char *value, guint use)
{
  EarTreeRow *choice = g_new0 (EarTreeRow, 1);

  choice->id = id == NULL ? EAR_ID_NONE : *id;
  choice->nature = g_strdup_printf ("%d", kind);
  choice->name = g_strdup (name == NULL ? "" : name);
  choice->detail = g_strdup (value);
  choice->voices = use;
  g_ptr_array_add (choices, choice);
  return choice;
}

static void
add_tree (GPtrArray *choices, EarFilterKind kind, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const EarTreeRow *row = rows->pdata[i];

      add (choices, kind, &row->id, row->name, NULL, row->voices);
    }
}

static gboolean
add_kind (GPtrArray *choices, EarStore *store, EarFilterKind kind, EarKind record, GError **error)
{
  g_autoptr (GPtrArray) rows = ear_tree_names (store, record, error);

  if (rows != NULL)
    add_tree (choices, kind, rows);
  return rows != NULL;
}

static void
add_terms (GPtrArray *choices)
{
  add (choices, EAR_FILTER_UNCODED, NULL, _ ("No theme yet"), NULL, FIRST);
  add (choices, EAR_FILTER_LOOK, NULL, _ ("Needs a look"), NULL, FIRST);
  add (choices, EAR_FILTER_PERIOD, NULL, _ ("Between two days…"), NULL, FIRST - 1);
  for (guint i = 0; EAR_TERMS_FEELING[i] != NULL; i++)
    add (choices, EAR_FILTER_FEELING, NULL, ear_feeling_label (EAR_TERMS_FEELING[i]), EAR_TERMS_FEELING[i], FIRST - 1);
  add (choices, EAR_FILTER_FEELING, NULL, ear_feeling_label (NULL), EAR_HEADING_NOT_SAID, 0);
  for (guint i = 0; EAR_TERMS_PERMISSION[i] != NULL; i++)
    add (choices, EAR_FILTER_PERMISSION, NULL, ear_term_label (EAR_TERMS_PERMISSION, EAR_TERMS_PERMISSION[i]),
         EAR_TERMS_PERMISSION[i], 0);
}

/* Those that held conversations. */
static gboolean
add_organisations (GPtrArray *choices, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows = ear_organisation_names (store, error);

  if (rows != NULL)
    add_tree (choices, EAR_FILTER_ORGANISATION, rows);
  return rows != NULL;
}

static gboolean
add_coders (GPtrArray *choices, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) names = ear_coder_names (store, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    add (choices, EAR_FILTER_CODER, NULL, names->pdata[i], names->pdata[i], 0);
  return names != NULL;
}

/* @number as headings are counted: twice the period's place since year 0. */
static void
add_period (GPtrArray *choices, GHashTable *known, EarPeriod period, int place)
{
  g_autofree char *key = ear_period_key (period, place * 2), *label = NULL, *mark = NULL;
  g_autofree char *from = NULL, *to = NULL, *days = NULL;

  mark = g_strdup_printf ("%d %s", (int) period, key);
  if (!g_hash_table_add (known, g_strdup (mark)) || !ear_period_days (period, key, &from, &to))
    return;
  days = g_strdup_printf ("%s %s", from, to);
  label = ear_period_label (period, place * 2);
  add (choices, EAR_FILTER_PERIOD, NULL, label, days, 0);
}

/* Every month in which there was a conversation, and what it lies in. The newest come first. */
static gboolean
add_periods (GPtrArray *choices, EarStore *store, GError **error)
{
  g_autoptr (GArray) months = ear_session_months (store, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; months != NULL && i < months->len; i++)
    {
      int month = g_array_index (months, int, i);

      add_period (choices, known, EAR_PERIOD_MONTH, month);
      add_period (choices, known, EAR_PERIOD_QUARTER, month / 3);
      add_period (choices, known, EAR_PERIOD_FINANCIAL_YEAR, (month - 3) / 12);
      add_period (choices, known, EAR_PERIOD_YEAR, month / 12);
    }
  return months != NULL;
}

/* A conversation is not chosen here but comes from elsewhere; it shows its name. */
static void
add_session (GPtrArray *choices, EarStore *store, const EarId *session)
{
  g_autoptr (EarRecord) record = ear_id_is_none (session) ? NULL : ear_store_get (store, EAR_KIND_SESSION, session, NULL);

  if (record != NULL)
    add (choices, EAR_FILTER_SESSION, session, ear_record_get (record, EAR_SESSION_TITLE), NULL, 0);
}

/**
 * ear_filter_choices_load:
 * @groups: (element-type EarTreeRow): all of them
 * @themes: (element-type EarTreeRow): all of them
 *
 * Returns: (transfer full) (nullable) (element-type EarTreeRow): what can be chosen, with ear_filter_choice_get_kind(). Their
 *   "voices" is only what comes first.
 */
GPtrArray *
ear_filter_choices_load (EarStore *store, GPtrArray *groups, GPtrArray *themes, const EarVoiceQuery *query, GError **error)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);

  add_terms (choices);
  add_tree (choices, EAR_FILTER_GROUP, groups);
  add_tree (choices, EAR_FILTER_THEME, themes);
  add_session (choices, store, &query->session);
  return add_kind (choices, store, EAR_FILTER_PLACE, EAR_KIND_PLACE, error)
             && add_kind (choices, store, EAR_FILTER_PRIORITY, EAR_KIND_PRIORITY, error) && add_coders (choices, store, error)
             && add_periods (choices, store, error) && add_organisations (choices, store, error)
           ? g_steal_pointer (&choices)
           : NULL;
}

EarFilterKind
ear_filter_choice_get_kind (const EarTreeRow *choice)
{
  return (EarFilterKind) atoi (choice->nature);
}

/* One more group or theme is not chosen in the finder; it has its name from the groups and themes that are. */
static EarFilterKind
chosen_as (EarFilterKind kind)
{
  return kind == EAR_FILTER_ALSO_GROUP ? EAR_FILTER_GROUP : kind == EAR_FILTER_ALSO_THEME ? EAR_FILTER_THEME : kind;
}

static EarId *
id_of (EarFilterKind kind, EarVoiceQuery *query)
{
  switch (kind)
    {
    case EAR_FILTER_GROUP:
      return &query->group;
    case EAR_FILTER_ALSO_GROUP:
      return &query->also_group;
    case EAR_FILTER_THEME:
      return &query->theme;
    case EAR_FILTER_ALSO_THEME:
      return &query->also_theme;
    case EAR_FILTER_PRIORITY:
      return &query->priority;
    case EAR_FILTER_PLACE:
      return &query->place;
    case EAR_FILTER_SESSION:
      return &query->session;
    case EAR_FILTER_ORGANISATION:
      return &query->organisation;
    case EAR_FILTER_ACTION:
      return &query->action;
    default:
      return NULL;
    }
}

static char **
word_of (EarFilterKind kind, EarVoiceQuery *query)
{
  switch (kind)
    {
    case EAR_FILTER_CODER:
      return &query->coder;
    case EAR_FILTER_FEELING:
      return &query->feeling;
    case EAR_FILTER_PERMISSION:
      return &query->permission;
    case EAR_FILTER_UNANSWERED:
      return &query->unanswered_before;
    default:
      return NULL;
    }
}

/**
 * ear_filter_choice_asks:
 *
 * Returns: whether it takes more to know what is meant: two days are to be asked for.
 */
gboolean
ear_filter_choice_asks (const EarTreeRow *choice)
{
  return ear_filter_choice_get_kind (choice) == EAR_FILTER_PERIOD && choice->detail == NULL;
}

void
ear_filter_choice_apply (const EarTreeRow *choice, EarVoiceQuery *query)
{
  EarFilterKind kind = ear_filter_choice_get_kind (choice);
  g_auto (GStrv) days = NULL;

  if (id_of (kind, query) != NULL)
    *id_of (kind, query) = choice->id;
  else if (word_of (kind, query) != NULL)
    g_set_str (word_of (kind, query), choice->detail);
  else if (kind == EAR_FILTER_UNCODED)
    query->uncoded = TRUE;
  else if (kind == EAR_FILTER_LOOK)
    query->needs_look = TRUE;
  else if (!ear_filter_choice_asks (choice))
    {
      days = g_strsplit (choice->detail, " ", 2);
      g_set_str (&query->from, days[0]);
      g_set_str (&query->to, days[1]);
    }
}

const char *
ear_filter_kind_label (EarFilterKind kind)
{
  switch (kind)
    {
    case EAR_FILTER_GROUP:
      return _ ("Group");
    case EAR_FILTER_ALSO_GROUP:
      return _ ("Of this group too");
    case EAR_FILTER_THEME:
      return _ ("Theme");
    case EAR_FILTER_ALSO_THEME:
      return _ ("With this theme too");
    case EAR_FILTER_PRIORITY:
      return _ ("Priority");
    case EAR_FILTER_PLACE:
      return _ ("Place");
    case EAR_FILTER_SESSION:
      return _ ("Conversation");
    case EAR_FILTER_ORGANISATION:
      return _ ("Organisation");
    case EAR_FILTER_PERIOD:
      return _ ("Period");
    case EAR_FILTER_CODER:
      return _ ("Coded by");
    case EAR_FILTER_FEELING:
      return _ ("Feeling");
    case EAR_FILTER_PERMISSION:
      return _ ("Permission");
    case EAR_FILTER_UNANSWERED:
      return _ ("No answer yet");
    case EAR_FILTER_ACTION:
      return _ ("Answered by one action");
    case EAR_FILTER_UNCODED:
    case EAR_FILTER_LOOK:
    case EAR_N_FILTERS:
    default:
      return "";
    }
}

gboolean
ear_filter_is_on (EarFilterKind kind, const EarVoiceQuery *query)
{
  EarVoiceQuery *same = (EarVoiceQuery *) query;

  if (id_of (kind, same) != NULL)
    return !ear_id_is_none (id_of (kind, same));
  if (word_of (kind, same) != NULL)
    return *word_of (kind, same) != NULL;
  if (kind == EAR_FILTER_UNCODED)
    return query->uncoded;
  return kind == EAR_FILTER_LOOK ? query->needs_look : query->from != NULL || query->to != NULL;
}

void
ear_filter_remove (EarFilterKind kind, EarVoiceQuery *query)
{
  if (id_of (kind, query) != NULL)
    *id_of (kind, query) = EAR_ID_NONE;
  else if (word_of (kind, query) != NULL)
    g_clear_pointer (word_of (kind, query), g_free);
  else if (kind == EAR_FILTER_UNCODED)
    query->uncoded = FALSE;
  else if (kind == EAR_FILTER_LOOK)
    query->needs_look = FALSE;
  else
    {
      g_clear_pointer (&query->from, g_free);
      g_clear_pointer (&query->to, g_free);
    }
}

/* Two days in words, where they are no period that has a name. */
static char *
describe_days (const EarVoiceQuery *query)
{
  g_autofree char *from = ear_moment_format (query->from), *to = ear_moment_format (query->to);

  if (query->from != NULL && g_strcmp0 (query->from, query->to) == 0)
    /* Translators: a year, of voices of which no more is known. */
    return strlen (query->from) == 4 ? g_strdup_printf (_ ("%s, month not said"), query->from) : g_steal_pointer (&from);
  if (to == NULL)
    return g_strdup_printf (_ ("From %s"), from);
  if (from == NULL)
    return g_strdup_printf (_ ("Until %s"), to);
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static gboolean
is_chosen (const EarTreeRow *choice, EarFilterKind kind, const EarVoiceQuery *query)
{
  EarVoiceQuery *same = (EarVoiceQuery *) query;
  g_autofree char *days = NULL;

  if (ear_filter_choice_get_kind (choice) != chosen_as (kind))
    return FALSE;
  if (id_of (kind, same) != NULL)
    return ear_id_equal (&choice->id, id_of (kind, same));
  if (word_of (kind, same) != NULL)
    return g_strcmp0 (choice->detail, *word_of (kind, same)) == 0;
  if (kind != EAR_FILTER_PERIOD)
    return TRUE;
  if (query->from == NULL || query->to == NULL)
    return FALSE;
  days = g_strdup_printf ("%s %s", query->from, query->to);
  return g_strcmp0 (choice->detail, days) == 0;
}

/**
 * ear_filter_describe:
 * @choices: (element-type EarTreeRow): those that are known
 *
 * Returns: (transfer full): what a chip says of a filter that is on. A record that is gone has no name; its filter still
 *   shows, and lets nothing pass.
 */
char *
ear_filter_describe (EarFilterKind kind, const EarVoiceQuery *query, GPtrArray *choices)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const EarTreeRow *choice = choices->pdata[i];

      if (!is_chosen (choice, kind, query))
        continue;
      /* Translators: who gave a voice its themes. */
      return kind == EAR_FILTER_CODER ? g_strdup_printf (_ ("Coded by %s"), choice->name) : g_strdup (choice->name);
    }
  return kind == EAR_FILTER_PERIOD ? describe_days (query) : g_strdup (ear_filter_kind_label (kind));
}
