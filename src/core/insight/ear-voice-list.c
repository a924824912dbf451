/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Voices that pass a filter, a page at a time. The page is chosen first from the columns that choose it; only then are
 * the words of its voices read, and the names of their groups and themes, voice by voice. */
#include "ear-insight.h"
#include "ear-look-sql.h"
#include "ear-search.h"

/* Parameters keep their numbers whichever filters are there. */
enum
{
  PARAMETER_SEARCH = 1,
  PARAMETER_GROUP,
  PARAMETER_THEME,
  PARAMETER_PRIORITY,
  PARAMETER_PLACE,
  PARAMETER_SESSION,
  PARAMETER_FEELING,
  PARAMETER_PERMISSION,
  PARAMETER_LIMIT,
  PARAMETER_OFFSET,
  PARAMETER_ALSO_GROUP,
  PARAMETER_ORGANISATION,
  PARAMETER_FROM,
  PARAMETER_UNTIL,
  PARAMETER_ALSO_THEME,
};

#define IN_SUBTREE(table, parameter) \
  "ancestor = (SELECT n FROM " table " WHERE id = " parameter ") AND record_table = '" table "'"

static const char search_condition[]
  = " AND v.n IN (SELECT rowid FROM voices_search WHERE voices_search MATCH ?1)";
static const char group_condition[]
  = " AND v.n IN (SELECT contribution FROM voice_groups WHERE \"group\" IN (SELECT node FROM ancestry WHERE "
    IN_SUBTREE ("groups", "?2") "))";
static const char also_group_condition[]
  = " AND v.n IN (SELECT contribution FROM voice_groups WHERE \"group\" IN (SELECT node FROM ancestry WHERE "
    IN_SUBTREE ("groups", "?11") "))";
static const char organisation_condition[] = " AND v.organisation = (SELECT n FROM organisations WHERE id = ?12)";
/* As is_in_period() of ear-cube-filter.c; a "year" or "year-month" that comes later in time comes later as text. */
static const char period_condition[]
  = " AND CASE WHEN length (v.happened) = 4 THEN ?13 <= v.happened || '-01' AND (?14 >= v.happened || '-12' OR ?14 = v.happened) "
    "ELSE substr (v.happened, 1, 7) BETWEEN ?13 AND ?14 END";
/* A theme that was merged into another stands for that one. */
static const char theme_condition[]
  = " AND v.n IN (SELECT contribution FROM voice_themes WHERE theme IN (SELECT node FROM ancestry WHERE "
    "ancestor = (SELECT s.now FROM themes t JOIN theme_now s ON s.theme = t.n WHERE t.id = ?3) AND record_table = 'themes'))";
static const char also_theme_condition[]
  = " AND v.n IN (SELECT contribution FROM voice_themes WHERE theme IN (SELECT node FROM ancestry WHERE "
    "ancestor = (SELECT s.now FROM themes t JOIN theme_now s ON s.theme = t.n WHERE t.id = ?15) AND record_table = 'themes'))";
static const char priority_condition[]
  = " AND v.n IN (SELECT contribution FROM voice_themes WHERE theme IN ("
    "SELECT up.node FROM mappings m JOIN theme_now s ON s.theme = m.theme "
    "JOIN ancestry up ON up.record_table = 'themes' AND up.ancestor = s.now "
    "WHERE m.state = 0 AND m.priority IN (SELECT node FROM ancestry WHERE " IN_SUBTREE ("priorities", "?4") ")))";
static const char place_condition[]
  = " AND v.place IN (SELECT node FROM ancestry WHERE " IN_SUBTREE ("places", "?5") ")";
static const char session_condition[] = " AND v.session = (SELECT n FROM sessions WHERE id = ?6)";
static const char uncoded_condition[]
  = " AND v.n NOT IN (SELECT contribution FROM voice_themes WHERE contribution IS NOT NULL "
    "AND theme IN (SELECT node FROM ancestry WHERE record_table = 'themes'))";

/* Times first, then ids: a row's number would put the same workbook in another order on another laptop. */
static const char newest_first[]
  = "o.started IS NULL, o.started DESC, o.id, v.position IS NULL, v.position, v.id";
static const char oldest_first[]
  = "o.started IS NULL, o.started, o.id, v.position IS NULL, v.position, v.id";

/* The filter as SQL with its parameters. The expression must live until the statement is freed. */
typedef struct
{
  const EarVoiceFilter *filter;
  char *expression;
} Choice;

static void
choice_clear (Choice *choice)
{
  g_free (choice->expression);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

static Choice
choose (const EarVoiceFilter *filter)
{
  static const EarVoiceFilter everything = { 0 };
  Choice choice = { filter == NULL ? &everything : filter, NULL };

  choice.expression = ear_search_expression (choice.filter->search);
  return choice;
}

static void
append_conditions (GString *sql, const Choice *choice)
{
  const EarVoiceFilter *filter = choice->filter;

  g_string_append (sql, " WHERE TRUE");
  g_string_append (sql, choice->expression == NULL ? "" : search_condition);
  g_string_append (sql, filter->group == NULL ? "" : group_condition);
  g_string_append (sql, filter->also_group == NULL ? "" : also_group_condition);
  g_string_append (sql, filter->organisation == NULL ? "" : organisation_condition);
  g_string_append (sql, filter->from == NULL && filter->until == NULL ? "" : period_condition);
  g_string_append (sql, filter->also_theme == NULL ? "" : also_theme_condition);
  g_string_append (sql, filter->theme == NULL ? "" : theme_condition);
  g_string_append (sql, filter->priority == NULL ? "" : priority_condition);
  g_string_append (sql, filter->place == NULL ? "" : place_condition);
  g_string_append (sql, filter->session == NULL ? "" : session_condition);
  if (g_strcmp0 (filter->feeling, EAR_HEADING_NOT_SAID) == 0)
    g_string_append (sql, " AND v.feeling IS NULL");
  else
    g_string_append (sql, filter->feeling == NULL ? "" : " AND v.feeling = ?7");
  g_string_append (sql, filter->permission == NULL ? "" : " AND v.permission = ?8");
  g_string_append (sql, filter->uncoded ? uncoded_condition : "");
  if (filter->needs_look)
    {
      g_autofree char *disputed = ear_look_voices_sql ();

      g_string_append_printf (sql, " AND v.n IN (%s)", disputed);
    }
}

static void
bind_conditions (EarStatement *statement, const Choice *choice)
{
  const EarVoiceFilter *filter = choice->filter;
  const struct
  {
    int parameter;
    const EarId *id;
  } ids[] = { { PARAMETER_GROUP, filter->group }, { PARAMETER_THEME, filter->theme },
              { PARAMETER_PRIORITY, filter->priority }, { PARAMETER_PLACE, filter->place },
              { PARAMETER_SESSION, filter->session }, { PARAMETER_ALSO_GROUP, filter->also_group },
              { PARAMETER_ORGANISATION, filter->organisation },
              { PARAMETER_ALSO_THEME, filter->also_theme } };

  if (choice->expression != NULL)
    ear_statement_bind_text (statement, PARAMETER_SEARCH, choice->expression);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (ids[i].id != NULL)
        ear_statement_bind_id (statement, ids[i].parameter, ids[i].id);
    }
  if (filter->from != NULL || filter->until != NULL)
    {
      ear_statement_bind_text (statement, PARAMETER_FROM, filter->from == NULL ? "0000" : filter->from);
      ear_statement_bind_text (statement, PARAMETER_UNTIL, filter->until == NULL ? "9999-99" : filter->until);
    }
  if (filter->feeling != NULL && !g_str_equal (filter->feeling, EAR_HEADING_NOT_SAID))
    ear_statement_bind_text (statement, PARAMETER_FEELING, filter->feeling);
  if (filter->permission != NULL)
    ear_statement_bind_text (statement, PARAMETER_PERMISSION, filter->permission);
}

/* Names of what a voice is linked to, each once, in the order of the alphabet. @sql takes the voice's row. */
static gboolean
read_names (EarStore *store, const char *sql, gint64 voice, char **names, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GString) list = g_string_new (NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, voice);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_statement_is_null (each, 0))
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : "; ", ear_statement_get_text (each, 0));
    }
  *names = list->len == 0 ? NULL : g_string_free (g_steal_pointer (&list), FALSE);
  return step == EAR_STEP_DONE;
}

static EarVoice *
read_voice (EarStatement *each)
{
  EarVoice *voice = g_new0 (EarVoice, 1);

  ear_statement_get_id (each, 1, &voice->id);
  ear_statement_get_id (each, 2, &voice->session);
  voice->text = g_strdup (ear_statement_get_text (each, 3));
  voice->language = g_strdup (ear_statement_get_text (each, 4));
  voice->original = g_strdup (ear_statement_get_text (each, 5));
  voice->original_language = g_strdup (ear_statement_get_text (each, 6));
  voice->feeling = g_strdup (ear_statement_get_text (each, 7));
  voice->permission = g_strdup (ear_statement_get_text (each, 8));
  voice->verbatim = ear_statement_get_integer (each, 9) != 0;
  voice->speaker = g_strdup (ear_statement_get_text (each, 10));
  voice->place = g_strdup (ear_statement_get_text (each, 11));
  voice->happened = g_strdup (ear_statement_get_text (each, 12));
  voice->session_title = g_strdup (ear_statement_get_text (each, 13));
  voice->ref = g_strdup (ear_statement_get_text (each, 14));
  voice->organisation = g_strdup (ear_statement_get_text (each, 15));
  voice->safeguarding = ear_statement_get_integer (each, 16) != 0;
  return voice;
}

static gboolean
read_links (EarStore *store, gint64 row, EarVoice *voice, GError **error)
{
  return read_names (store,
                     "SELECT DISTINCT g.name FROM voice_groups v JOIN groups g ON g.n = v.\"group\" AND g.state = 0 "
                     "WHERE v.contribution = ?1 ORDER BY g.name COLLATE NOCASE, g.name",
                     row, &voice->groups, error)
         && read_names (store,
                        "SELECT DISTINCT t.name FROM voice_themes v JOIN themes t ON t.n = v.theme AND t.state = 0 "
                        "WHERE v.contribution = ?1 ORDER BY t.name COLLATE NOCASE, t.name",
                        row, &voice->themes, error);
}

static EarStatement *
query_page (EarStore *store, const Choice *choice, guint offset, guint limit, GError **error)
{
  const char *order = choice->filter->oldest_first ? oldest_first : newest_first;
  g_autoptr (GString) sql = g_string_new ("WITH page (n) AS MATERIALIZED ("
                                          "SELECT v.n FROM voices v LEFT JOIN sessions o ON o.n = v.session");
  EarStatement *each;

  append_conditions (sql, choice);
  g_string_append_printf (sql,
                          " ORDER BY %s LIMIT ?9 OFFSET ?10) "
                          "SELECT v.n, v.id, o.id, v.text, v.language, v.original, v.original_language, v.feeling, "
                          "v.permission, v.verbatim, p.label, l.name, v.happened, o.title, v.ref, w.name, v.safeguarding "
                          "FROM page CROSS JOIN voices v ON v.n = page.n LEFT JOIN sessions o ON o.n = v.session "
                          "LEFT JOIN participants p ON p.n = v.participant AND p.state = 0 "
                          "LEFT JOIN places l ON l.n = v.place AND l.state = 0 "
                          "LEFT JOIN organisations w ON w.n = v.organisation AND w.state = 0 ORDER BY %s",
                          order, order);
  each = ear_store_query (store, sql->str, error);
  if (each == NULL)
    return NULL;
  bind_conditions (each, choice);
  ear_statement_bind_integer (each, PARAMETER_LIMIT, limit == 0 ? -1 : (gint64) limit);
  ear_statement_bind_integer (each, PARAMETER_OFFSET, offset);
  return each;
}

/**
 * ear_voice_list:
 * @filter: (nullable): %NULL for all
 * @offset: how many to leave out first
 * @limit: how many at most; 0 for all
 *
 * Text in @filter->search that holds no letter and no digit is as good as none.
 *
 * Returns: (transfer full) (element-type EarVoice) (nullable): the voices. The store's thread.
 */
GPtrArray *
ear_voice_list (EarStore *store, const EarVoiceFilter *filter, guint offset, guint limit, GError **error)
{
  g_auto (Choice) choice = choose (filter);
  g_autoptr (EarStatement) each = query_page (store, &choice, offset, limit, error);
  g_autoptr (GPtrArray) voices = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_voice_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarVoice *voice = read_voice (each);

      g_ptr_array_add (voices, voice);
      if (!read_links (store, ear_statement_get_integer (each, 0), voice, error))
        return NULL;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&voices) : NULL;
}

/**
 * ear_voice_count:
 *
 * Returns: how many voices pass the filter, -1 with @error set. The store's thread.
 */
gint64
ear_voice_count (EarStore *store, const EarVoiceFilter *filter, GError **error)
{
  g_auto (Choice) choice = choose (filter);
  g_autoptr (GString) sql = g_string_new ("SELECT count (*) FROM voices v");
  g_autoptr (EarStatement) each = NULL;

  append_conditions (sql, &choice);
  each = ear_store_query (store, sql->str, error);
  if (each == NULL)
    return -1;
  bind_conditions (each, &choice);
  return ear_statement_step (each, error) == EAR_STEP_ROW ? ear_statement_get_integer (each, 0) : -1;
}

/**
 * ear_voice_rows:
 *
 * Returns: (transfer full) (element-type guint) (nullable): rows of the voices that pass, as a set. The store's thread.
 */
GHashTable *
ear_voice_rows (EarStore *store, const EarVoiceFilter *filter, GError **error)
{
  g_auto (Choice) choice = choose (filter);
  g_autoptr (GString) sql = g_string_new ("SELECT v.n FROM voices v");
  g_autoptr (GHashTable) rows = g_hash_table_new (NULL, NULL);
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;

  append_conditions (sql, &choice);
  each = ear_store_query (store, sql->str, error);
  if (each != NULL)
    bind_conditions (each, &choice);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_hash_table_add (rows, GUINT_TO_POINTER ((guint) ear_statement_get_integer (each, 0)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

void
ear_voice_free (EarVoice *voice)
{
  if (voice == NULL)
    return;
  g_free (voice->text);
  g_free (voice->language);
  g_free (voice->original);
  g_free (voice->original_language);
  g_free (voice->feeling);
  g_free (voice->permission);
  g_free (voice->speaker);
  g_free (voice->groups);
  g_free (voice->themes);
  g_free (voice->place);
  g_free (voice->happened);
  g_free (voice->session_title);
  g_free (voice->ref);
  g_free (voice->organisation);
  g_free (voice);
}
