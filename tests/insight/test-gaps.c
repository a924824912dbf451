/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed, held against SQL over the views, which are the rule. */
#include "ear-action-list.h"
#include "ear-terms.h"
#include "insight-world.h"

#define N_WORLDS 3

/* Between the first voices of a random workbook and its last. */
#define BEFORE "2023-06-01"

#define WAITS                                                                                                               \
  "(v.happened IS NULL OR v.happened < substr ('" BEFORE "', 1, length (v.happened))) AND NOT EXISTS (SELECT 1 FROM action_voices x " \
  "JOIN action_now w ON w.\"action\" = x.\"action\" WHERE x.contribution = v.n AND w.status NOT IN ('heard', 'considering'))"

static EarStatement *
ask (World *world, const char *sql)
{
  g_autoptr (GError) error = NULL;
  EarStatement *each = ear_store_query (world->store, sql, &error);

  g_assert_no_error (error);
  return each;
}

/* An action for the first theme of which a voice waits: some are answered then, and some are not. */
static void
answer_a_theme (World *world, const char *status)
{
  g_autoptr (EarStatement) first = ask (world, "SELECT t.id FROM voices v JOIN voice_themes h ON h.contribution = v.n "
                                               "JOIN themes t ON t.n = h.theme AND t.state = 0 WHERE " WAITS " ORDER BY t.id LIMIT 1");
  EarRecord *action = ear_record_new (EAR_KIND_ACTION), *step = ear_record_new (EAR_KIND_ACTION_STEP);
  EarRecord *link = ear_record_new (EAR_KIND_ACTION_THEME);
  EarId theme, id;

  g_assert_cmpint (ear_statement_step (first, NULL), ==, EAR_STEP_ROW);
  g_assert_true (ear_statement_get_id (first, 0, &theme));
  g_clear_pointer (&first, ear_statement_free);
  ear_record_set (action, EAR_ACTION_TITLE, "Somebody rings back");
  id = world_put (world, action);
  ear_record_set_id (link, EAR_ACTION_THEME_ACTION, &id);
  ear_record_set_id (link, EAR_ACTION_THEME_THEME, &theme);
  world_put (world, link);
  ear_record_set_id (step, EAR_ACTION_STEP_ACTION, &id);
  ear_record_set (step, EAR_ACTION_STEP_STATUS, status);
  ear_record_set (step, EAR_ACTION_STEP_HAPPENED, "2024-01-01");
  world_put (world, step);
}

/* Rows of SQL with an id, dated and undated voices and the first day, in the order of the list. */
static guint
check_waiting (World *world, const char *sql, const GPtrArray *rows)
{
  g_autoptr (EarStatement) each = ask (world, sql);
  g_autoptr (GError) error = NULL;
  guint i = 0;

  for (; ear_statement_step (each, &error) == EAR_STEP_ROW; i++)
    {
      const EarOwed *owed;
      EarId id;

      g_assert_cmpuint (i, <, rows->len);
      owed = rows->pdata[i];
      g_assert_true (ear_statement_get_id (each, 0, &id));
      g_assert_true (ear_id_equal (&owed->id, &id));
      g_assert_cmpstr (owed->name, ==, ear_statement_get_text (each, 1));
      g_assert_cmpint (owed->voices, ==, ear_statement_get_integer (each, 2));
      g_assert_cmpint (owed->undated, ==, ear_statement_get_integer (each, 3));
      g_assert_cmpstr (owed->last, ==, ear_statement_get_text (each, 4));
    }
  g_assert_no_error (error);
  g_assert_cmpuint (i, ==, rows->len);
  return i;
}

static void
check_last (World *world, const GPtrArray *never_told)
{
  for (guint i = 0; i < never_told->len; i++)
    {
      const EarOwed *owed = never_told->pdata[i];
      g_autofree char *sql
        = g_strdup_printf ("SELECT max (v.happened) FROM voices v JOIN voice_groups h ON h.contribution = v.n WHERE h.\"group\" = %" G_GINT64_FORMAT,
                           ear_store_find_row (world->store, EAR_KIND_GROUP, &owed->id, NULL));
      g_autoptr (EarStatement) one = ask (world, sql);

      g_assert_cmpint (ear_statement_step (one, NULL), ==, EAR_STEP_ROW);
      g_assert_cmpstr (owed->last, ==, ear_statement_get_text (one, 0));
    }
}

#define COUNTS                                                                                                     \
  "count (DISTINCT CASE WHEN v.happened IS NOT NULL THEN v.n END), count (DISTINCT CASE WHEN v.happened IS NULL THEN v.n END), " \
  "min (v.happened)"
#define ORDER " ORDER BY 3 DESC, 4 DESC, x.name COLLATE NOCASE, x.id"

static void
test_against_views (void)
{
  guint n_groups = 0, n_themes = 0, n_told = 0;

  for (guint w = 0; w < N_WORLDS; w++)
    {
      g_autoptr (World) world = world_new_random ();
      g_autoptr (GError) error = NULL;
      g_autoptr (EarActionGaps) gaps = NULL;
      g_autoptr (EarStatement) all = NULL;

      answer_a_theme (world, w == 0 ? EAR_STATUS_CONSIDERING : EAR_STATUS_DONE);
      gaps = ear_action_gaps (world->store, BEFORE, &error);
      g_assert_no_error (error);
      all = ask (world, "SELECT " COUNTS " FROM voices v WHERE " WAITS);
      g_assert_cmpint (ear_statement_step (all, NULL), ==, EAR_STEP_ROW);
      g_assert_cmpint (gaps->all->voices, ==, ear_statement_get_integer (all, 0));
      g_assert_cmpint (gaps->all->undated, ==, ear_statement_get_integer (all, 1));
      g_assert_cmpstr (gaps->all->last, ==, ear_statement_get_text (all, 2));
      n_groups += check_waiting (world,
                                 "SELECT x.id, x.name, " COUNTS " FROM voices v JOIN voice_groups h ON h.contribution = v.n "
                                 "JOIN groups x ON x.n = h.\"group\" AND x.state = 0 WHERE " WAITS " GROUP BY x.n" ORDER,
                                 gaps->groups);
      n_themes += check_waiting (world,
                                 "SELECT x.id, x.name, " COUNTS " FROM voices v JOIN voice_themes h ON h.contribution = v.n "
                                 "JOIN themes x ON x.n = h.theme AND x.state = 0 WHERE " WAITS " GROUP BY x.n" ORDER,
                                 gaps->themes);
      check_last (world, gaps->never_told);
      n_told += gaps->never_told->len;
    }
  g_assert_cmpuint (n_groups, >, 0);
  g_assert_cmpuint (n_themes, >, 0);
  g_assert_cmpuint (n_told, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/gaps/against-views", test_against_views);
  return g_test_run ();
}
