/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There are hundreds of actions where there are many thousands of voices, so words are looked for here and not by an index. */
#include "ear-action-list.h"

#include "ear-action-sql.h"
#include "ear-terms.h"
#include "ear-words.h"

/* Parameters keep their numbers whichever filters are there. */
enum
{
  PARAMETER_TODAY = 1,
  PARAMETER_ACTION,
  PARAMETER_VOICE,
  PARAMETER_GROUP,
  PARAMETER_THEME,
  PARAMETER_PRIORITY,
  PARAMETER_ORGANISATION,
  PARAMETER_STATUS,
};

#define OVERDUE "(coalesce (a.due < ?1, 0) AND w.status NOT IN ('" EAR_STATUS_DONE "', '" EAR_STATUS_WILL_NOT_DO "'))"
#define UNTOLD                                                                                                         \
  "(SELECT count (*) FROM heard h JOIN groups g ON g.n = h.\"group\" AND g.state = 0 WHERE h.\"action\" = a.n "  \
  "AND NOT EXISTS (SELECT 1 FROM action_tellings t WHERE t.\"action\" = a.n AND t.\"group\" = h.\"group\" AND t.state = 0))"

static const char list_sql[]
  = EAR_WITH_ACTION_HEARD_SQL "SELECT a.n, a.id, a.title, o.id, o.name, a.due, a.outcome, a.evidence, w.status, s.happened, s.answer, s.translated, "
    "s.translated_language, " OVERDUE ", " UNTOLD ", "
    "(SELECT count (*) FROM action_steps x WHERE x.\"action\" = a.n AND x.state = 0), "
    "(SELECT count (*) FROM action_contributions l JOIN voices v ON v.n = l.contribution WHERE l.\"action\" = a.n AND l.state = 0), "
    "(SELECT max (t.told_on) FROM action_tellings t WHERE t.\"action\" = a.n AND t.state = 0), "
    "(SELECT group_concat (x.answer, ' ') FROM action_steps x WHERE x.\"action\" = a.n AND x.state = 0) "
    "FROM actions a JOIN action_now w ON w.\"action\" = a.n LEFT JOIN action_steps s ON s.n = w.step "
    "LEFT JOIN organisations o ON o.n = a.organisation AND o.state = 0 WHERE a.state = 0";

/* What is still to be done first, that which is wanted soonest at the top; then what is finished, the latest first. */
static const char order_sql[]
  = " ORDER BY w.status IN ('" EAR_STATUS_DONE "', '" EAR_STATUS_WILL_NOT_DO "'), a.due IS NULL, "
    "CASE WHEN w.status IN ('" EAR_STATUS_DONE "', '" EAR_STATUS_WILL_NOT_DO "') THEN NULL ELSE a.due END, "
    "s.happened DESC, a.id";

/* The themes of the voices that an action names: the view "voice_themes", from the action. */
#define THEMES_NAMED                                                                                                   \
  "FROM action_contributions l CROSS JOIN codings c ON c.contribution = l.contribution AND c.state = 0 "               \
  "CROSS JOIN theme_now now ON now.theme = c.theme "

static const char voice_condition[]
  = " AND a.n IN (SELECT \"action\" FROM action_voices WHERE contribution = (SELECT n FROM contributions WHERE id = ?3))";
static const char group_condition[]
  = " AND EXISTS (SELECT 1 FROM heard h JOIN ancestry up ON up.record_table = 'groups' AND up.node = h.\"group\" "
    "AND up.ancestor = (SELECT n FROM groups WHERE id = ?4) WHERE h.\"action\" = a.n)";
static const char theme_condition[]
  = " AND EXISTS (SELECT 1 FROM (SELECT w.now AS theme FROM action_themes l JOIN theme_now w ON w.theme = l.theme "
    "WHERE l.\"action\" = a.n AND l.state = 0 UNION SELECT now.now " THEMES_NAMED "WHERE l.\"action\" = a.n AND l.state = 0) k "
    "JOIN ancestry up ON up.record_table = 'themes' AND up.node = k.theme "
    "AND up.ancestor = (SELECT w.now FROM themes t JOIN theme_now w ON w.theme = t.n WHERE t.id = ?5))";
static const char priority_condition[]
  = " AND EXISTS (SELECT 1 FROM (SELECT l.priority FROM action_priorities l WHERE l.\"action\" = a.n AND l.state = 0 "
    "UNION SELECT m.priority " THEMES_NAMED "CROSS JOIN ancestry above ON above.record_table = 'themes' AND above.node = now.now "
    "CROSS JOIN theme_now up ON up.now = above.ancestor CROSS JOIN mappings m ON m.theme = up.theme AND m.state = 0 "
    "CROSS JOIN priorities p ON p.n = m.priority AND p.state = 0 WHERE l.\"action\" = a.n AND l.state = 0) k "
    "JOIN ancestry up ON up.record_table = 'priorities' AND up.node = k.priority "
    "AND up.ancestor = (SELECT n FROM priorities WHERE id = ?6))";
static const char organisation_condition[]
  = " AND (o.id = ?7 OR EXISTS (SELECT 1 FROM action_steps x JOIN organisations y ON y.n = x.organisation "
    "WHERE x.\"action\" = a.n AND x.state = 0 AND y.id = ?7))";

static const char groups_sql[]
  = "SELECT DISTINCT g.name FROM (" EAR_ACTION_HEARD_SQL ") h JOIN groups g ON g.n = h.\"group\" AND g.state = 0 WHERE h.\"action\" = ?1 "
    "ORDER BY g.name COLLATE NOCASE, g.name";
static const char themes_sql[]
  = "SELECT DISTINCT t.name FROM action_themes l JOIN theme_now w ON w.theme = l.theme JOIN themes t ON t.n = w.now AND t.state = 0 "
    "WHERE l.\"action\" = ?1 AND l.state = 0 ORDER BY t.name COLLATE NOCASE, t.name";
static const char priorities_sql[]
  = "SELECT DISTINCT coalesce (p.code || ' ', '') || p.label FROM action_priorities l "
    "JOIN priorities p ON p.n = l.priority AND p.state = 0 WHERE l.\"action\" = ?1 AND l.state = 0 ORDER BY p.code, p.label";
/* The nearest way from the voice to the action. */
static const char through_sql[]
  = "SELECT x.through, coalesce (t.name, p.label) FROM action_voices x LEFT JOIN themes t ON x.through = 'theme' AND t.n = x.what "
    "LEFT JOIN priorities p ON x.through = 'priority' AND p.n = x.what WHERE x.\"action\" = ?1 "
    "AND x.contribution = (SELECT n FROM contributions WHERE id = ?2) "
    "ORDER BY CASE x.through WHEN 'voice' THEN 0 WHEN 'theme' THEN 1 ELSE 2 END, 2 LIMIT 1";

/**
 * ear_action_today:
 *
 * Returns: (transfer full): today where this laptop is, YYYY-MM-DD.
 */
char *
ear_action_today (EarStore *store)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);

  return local == NULL ? g_strdup ("1970-01-01") : g_date_time_format (local, "%Y-%m-%d");
}

static void
append_conditions (GString *sql, const EarActionFilter *filter)
{
  g_string_append (sql, filter->action == NULL ? "" : " AND a.id = ?2");
  g_string_append (sql, filter->voice == NULL ? "" : voice_condition);
  g_string_append (sql, filter->group == NULL ? "" : group_condition);
  g_string_append (sql, filter->theme == NULL ? "" : theme_condition);
  g_string_append (sql, filter->priority == NULL ? "" : priority_condition);
  g_string_append (sql, filter->organisation == NULL ? "" : organisation_condition);
  g_string_append (sql, filter->status == NULL ? "" : " AND w.status = ?8");
  g_string_append (sql, filter->overdue ? " AND " OVERDUE : "");
  g_string_append (sql, filter->untold ? " AND " UNTOLD " > 0" : "");
  g_string_append (sql, order_sql);
}

static void
bind_conditions (EarStatement *each, const EarActionFilter *filter, const char *today)
{
  const struct
  {
    int parameter;
    const EarId *id;
  } ids[] = { { PARAMETER_ACTION, filter->action },     { PARAMETER_VOICE, filter->voice },
              { PARAMETER_GROUP, filter->group },       { PARAMETER_THEME, filter->theme },
              { PARAMETER_PRIORITY, filter->priority }, { PARAMETER_ORGANISATION, filter->organisation } };

  ear_statement_bind_text (each, PARAMETER_TODAY, today);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (ids[i].id != NULL)
        ear_statement_bind_id (each, ids[i].parameter, ids[i].id);
    }
  if (filter->status != NULL)
    ear_statement_bind_text (each, PARAMETER_STATUS, filter->status);
}

static EarActionRow *
read_row (EarStatement *each)
{
  EarActionRow *row = g_new0 (EarActionRow, 1);

  ear_statement_get_id (each, 1, &row->id);
  row->title = g_strdup (ear_statement_get_text (each, 2));
  if (!ear_statement_is_null (each, 3))
    ear_statement_get_id (each, 3, &row->organisation_id);
  row->organisation = g_strdup (ear_statement_get_text (each, 4));
  row->due = g_strdup (ear_statement_get_text (each, 5));
  row->outcome = g_strdup (ear_statement_get_text (each, 6));
  row->evidence = g_strdup (ear_statement_get_text (each, 7));
  row->status = g_strdup (ear_statement_get_text (each, 8));
  row->since = g_strdup (ear_statement_get_text (each, 9));
  row->answer = g_strdup (ear_statement_get_text (each, 10));
  row->translated = g_strdup (ear_statement_get_text (each, 11));
  row->translated_language = g_strdup (ear_statement_get_text (each, 12));
  row->is_overdue = ear_statement_get_integer (each, 13) != 0;
  row->n_untold = (guint) ear_statement_get_integer (each, 14);
  row->n_steps = (guint) ear_statement_get_integer (each, 15);
  row->n_voices = (guint) ear_statement_get_integer (each, 16);
  row->told = g_strdup (ear_statement_get_text (each, 17));
  if (row->title == NULL)
    row->title = g_strdup ("");
  return row;
}

static gboolean
read_names (EarStore *store, const char *sql, gint64 n, char **names, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GString) list = g_string_new (NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      if (!ear_statement_is_null (each, 0))
        g_string_append_printf (list, "%s%s", list->len == 0 ? "" : "; ", ear_statement_get_text (each, 0));
    }
  *names = list->len == 0 ? NULL : g_string_free (g_steal_pointer (&list), FALSE);
  return step == EAR_STEP_DONE;
}

static gboolean
read_through (EarStore *store, gint64 n, const EarId *voice, EarActionRow *row, GError **error)
{
  g_autoptr (EarStatement) one = ear_store_query (store, through_sql, error);
  EarStep step;

  if (one == NULL)
    return FALSE;
  ear_statement_bind_integer (one, 1, n);
  ear_statement_bind_id (one, 2, voice);
  step = ear_statement_step (one, error);
  if (step == EAR_STEP_ROW)
    {
      row->through = g_strdup (ear_statement_get_text (one, 0));
      row->through_name = g_strdup (ear_statement_get_text (one, 1));
    }
  return step != EAR_STEP_FAILED;
}

static gboolean
has_words (const EarActionRow *row, const char *answers, const char *search)
{
  g_autofree char *all = g_strjoin (" ", row->title, row->organisation == NULL ? "" : row->organisation,
                                    row->outcome == NULL ? "" : row->outcome, answers == NULL ? "" : answers, NULL);

  return ear_words_are_in (all, search);
}

/**
 * ear_action_list:
 * @filter: (nullable): %NULL for all
 *
 * Returns: (transfer full) (element-type EarActionRow) (nullable): the actions, what is still to be done first.
 */
GPtrArray *
ear_action_list (EarStore *store, const EarActionFilter *filter, GError **error)
{
  static const EarActionFilter everything = { 0 };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_action_row_free);
  g_autoptr (GString) sql = g_string_new (list_sql);
  g_autofree char *today = ear_action_today (store);
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;

  if (filter == NULL)
    filter = &everything;
  append_conditions (sql, filter);
  each = ear_store_query (store, sql->str, error);
  if (each != NULL)
    bind_conditions (each, filter, today);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 n = ear_statement_get_integer (each, 0);
      EarActionRow *row = read_row (each);

      g_ptr_array_add (rows, row);
      if (filter->search != NULL && !has_words (row, ear_statement_get_text (each, 18), filter->search))
        g_ptr_array_set_size (rows, (int) rows->len - 1);
      else if (!read_names (store, groups_sql, n, &row->groups, error) || !read_names (store, themes_sql, n, &row->themes, error)
               || !read_names (store, priorities_sql, n, &row->priorities, error)
               || (filter->voice != NULL && !read_through (store, n, filter->voice, row, error)))
        return NULL;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

void
ear_action_row_free (EarActionRow *row)
{
  if (row == NULL)
    return;
  g_free (row->title);
  g_free (row->organisation);
  g_free (row->due);
  g_free (row->outcome);
  g_free (row->evidence);
  g_free (row->status);
  g_free (row->since);
  g_free (row->answer);
  g_free (row->translated);
  g_free (row->translated_language);
  g_free (row->groups);
  g_free (row->themes);
  g_free (row->priorities);
  g_free (row->told);
  g_free (row->through);
  g_free (row->through_name);
  g_free (row);
}
