/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed to people who were asked: an answer, and to be told of it. */
#include "ear-action-list.h"

#include "ear-action-sql.h"
#include "ear-cube.h"

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

/* All that is known without the voices. */
static const char untold_sql[]
  = EAR_WITH_ACTION_HEARD_SQL
    "SELECT g.n, g.id, g.name, (SELECT count (DISTINCT x.\"action\") FROM heard x WHERE x.\"group\" = g.n) FROM groups g "
    "WHERE g.state = 0 AND g.n NOT IN (SELECT t.\"group\" FROM action_tellings t JOIN actions a ON a.n = t.\"action\" AND a.state = 0 "
    "WHERE t.state = 0 AND t.\"group\" IS NOT NULL) ORDER BY 4 DESC, g.name COLLATE NOCASE, g.id";

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

static int
compare_owed (gconstpointer a, gconstpointer b)
{
  const EarOwed *one = *(EarOwed *const *) a, *other = *(EarOwed *const *) b;

  if (one->actions != other->actions)
    return one->actions > other->actions ? -1 : 1;
  return one->voices == other->voices ? 0 : one->voices > other->voices ? -1 : 1;
}

/**
 * ear_never_told_of:
 * @cube: all voices; its filter is none then
 *
 * Does what ear_never_told() does, without the day of the last voice, which is in no column.
 */
GPtrArray *
ear_never_told_of (EarCube *cube, GError **error)
{
  const EarSide side = { .dimension = EAR_DIMENSION_GROUP, .own = TRUE };
  g_auto (EarSideCounts) heard = { 0 };
  g_autoptr (EarStatement) each = ear_store_query (ear_cube_store (cube), untold_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_owed_free);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL || !ear_cube_filter (cube, NULL, error) || !ear_cube_count_side (cube, &side, &heard, error))
    return NULL;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint voices = ear_side_counts_get (&heard, ear_statement_get_integer (each, 0)).contributions;
      EarOwed *owed;

      if (voices == 0)
        continue;
      owed = g_new0 (EarOwed, 1);
      g_ptr_array_add (rows, owed);
      ear_statement_get_id (each, 1, &owed->id);
      owed->name = g_strdup (ear_statement_get_text (each, 2));
      owed->voices = voices;
      owed->actions = (guint) ear_statement_get_integer (each, 3);
    }
  g_ptr_array_sort (rows, compare_owed);
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* What was heard of a group last: the day of the newest voice. */
static gboolean
read_last (EarStore *store, GPtrArray *rows, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT g.id, max (v.happened) FROM voices v JOIN voice_groups h ON h.contribution = v.n "
                       "JOIN groups g ON g.n = h.\"group\" GROUP BY g.n",
                       error);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      for (guint i = 0; ear_statement_get_id (each, 0, &id) && i < rows->len; i++)
        {
          EarOwed *owed = rows->pdata[i];

          if (ear_id_equal (&owed->id, &id))
            owed->last = g_strdup (ear_statement_get_text (each, 1));
        }
    }
  return step == EAR_STEP_DONE;
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
  g_autoptr (EarCube) cube = ear_cube_load (store, error);
  g_autoptr (GPtrArray) rows = cube == NULL ? NULL : ear_never_told_of (cube, error);

  return rows != NULL && (rows->len == 0 || read_last (store, rows, error)) ? g_steal_pointer (&rows) : NULL;
}
