/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed to people who were asked: an answer, and to be told of it. */
#include "ear-action-list.h"

#include "ear-action-sql.h"

/* Voices whose day nobody noted are counted beside those of which it is known how long they wait. */
#define WAITING "count (DISTINCT CASE WHEN v.happened IS NOT NULL THEN v.n END), 0, min (v.happened), "                     \
                "count (DISTINCT CASE WHEN v.happened IS NULL THEN v.n END)"

/* A voice with two groups waits under both. */
static const char by_group_sql[]
  = "SELECT g.id, g.name, " WAITING " FROM voices v "
    "JOIN voice_groups h ON h.contribution = v.n JOIN groups g ON g.n = h.\"group\" AND g.state = 0 "
    "WHERE " EAR_UNANSWERED_SQL ("?1") " GROUP BY g.n ORDER BY 3 DESC, 6 DESC, g.name COLLATE NOCASE, g.id";

static const char by_theme_sql[]
  = "SELECT t.id, t.name, " WAITING " FROM voices v "
    "JOIN voice_themes h ON h.contribution = v.n JOIN themes t ON t.n = h.theme AND t.state = 0 "
    "WHERE " EAR_UNANSWERED_SQL ("?1") " GROUP BY t.n ORDER BY 3 DESC, 6 DESC, t.name COLLATE NOCASE, t.id";

static const char all_sql[]
  = "SELECT NULL, NULL, " WAITING " FROM voices v WHERE " EAR_UNANSWERED_SQL ("?1");

static const char never_told_sql[]
  = "SELECT g.id, g.name, count (DISTINCT v.n), "
    "(SELECT count (DISTINCT x.\"action\") FROM action_heard x WHERE x.\"group\" = g.n), max (v.happened), 0 FROM voices v "
    "JOIN voice_groups h ON h.contribution = v.n JOIN groups g ON g.n = h.\"group\" AND g.state = 0 "
    "WHERE g.n NOT IN (SELECT t.\"group\" FROM action_tellings t JOIN actions a ON a.n = t.\"action\" AND a.state = 0 "
    "WHERE t.state = 0 AND t.\"group\" IS NOT NULL) GROUP BY g.n ORDER BY 4 DESC, 3 DESC, g.name COLLATE NOCASE, g.id";

void
ear_owed_free (EarOwed *owed)
{
  if (owed == NULL)
    return;
  g_free (owed->name);
  g_free (owed->last);
  g_free (owed);
}

static GPtrArray *
read_owed (EarStore *store, const char *sql, const char *before, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_owed_free);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL && before != NULL)
    ear_statement_bind_text (each, 1, before);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarOwed *owed = g_new0 (EarOwed, 1);

      g_ptr_array_add (rows, owed);
      if (!ear_statement_is_null (each, 0))
        ear_statement_get_id (each, 0, &owed->id);
      owed->name = g_strdup (ear_statement_get_text (each, 1));
      owed->voices = (guint) ear_statement_get_integer (each, 2);
      owed->actions = (guint) ear_statement_get_integer (each, 3);
      owed->last = g_strdup (ear_statement_get_text (each, 4));
      owed->undated = (guint) ear_statement_get_integer (each, 5);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * ear_unanswered_before:
 * @months: how long people may have to wait
 *
 * Returns: (transfer full): the day before which a voice was heard that has waited longer, YYYY-MM-DD.
 */
char *
ear_unanswered_before (EarStore *store, guint months)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);
  g_autoptr (GDateTime) then = local == NULL ? NULL : g_date_time_add_months (local, -(int) MIN (months, 1200));

  return then == NULL ? g_strdup ("0001-01-01") : g_date_time_format (then, "%Y-%m-%d");
}

/**
 * ear_unanswered_by:
 * @dimension: group or theme; EAR_DIMENSION_NONE: all of them as one
 * @before: a day, see ear_unanswered_before()
 *
 * Returns: (transfer full) (element-type EarOwed) (nullable): how many voices heard before that day wait for an answer, and
 *   how many beside them of which nobody noted the day; those of whom most wait first.
 */
GPtrArray *
ear_unanswered_by (EarStore *store, EarDimension dimension, const char *before, GError **error)
{
  return read_owed (store,
                    dimension == EAR_DIMENSION_GROUP   ? by_group_sql
                    : dimension == EAR_DIMENSION_THEME ? by_theme_sql
                                                       : all_sql,
                    before, error);
}

/**
 * ear_never_told:
 *
 * Returns: (transfer full) (element-type EarOwed) (nullable): the groups that said something and were never told what became
 *   of anything, those with something to be told first.
 */
GPtrArray *
ear_never_told (EarStore *store, GError **error)
{
  return read_owed (store, never_told_sql, NULL, error);
}
