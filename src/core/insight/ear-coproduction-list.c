/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-coproduction-list.h"

#include <glib/gi18n-lib.h>

#include "ear-terms.h"

static const char list_sql[]
  = "SELECT c.n, c.id, c.title, c.project, c.happened, c.stage, c.rung, o.name, c.reward, c.decision, c.influence, c.hours "
    "FROM coproductions c LEFT JOIN organisations o ON o.n = c.organisation AND o.state = 0 WHERE c.state = 0 "
    "AND (?1 IS NULL OR c.n IN (SELECT l.coproduction FROM coproduction_groups l "
    "JOIN ancestry up ON up.record_table = 'groups' AND up.node = l.\"group\" "
    "AND up.ancestor = (SELECT n FROM groups WHERE id = ?1) WHERE l.state = 0)) "
    "AND (?2 IS NULL OR c.project = ?2) ORDER BY c.happened IS NULL, c.happened DESC, c.id";

static const char groups_sql[]
  = "SELECT g.name, l.people, g.id FROM coproduction_groups l JOIN groups g ON g.n = l.\"group\" AND g.state = 0 "
    "WHERE l.coproduction = ?1 AND l.state = 0 ORDER BY l.people IS NULL, l.people DESC, g.name COLLATE NOCASE, g.id";

/* In the order of time: what comes last is where a group stands now. */
static const char ladder_sql[]
  = "SELECT c.project, g.name, c.rung, c.happened FROM coproductions c "
    "LEFT JOIN coproduction_groups l ON l.coproduction = c.n AND l.state = 0 "
    "LEFT JOIN groups g ON g.n = l.\"group\" AND g.state = 0 WHERE c.state = 0 "
    "ORDER BY c.project IS NULL, c.project COLLATE NOCASE, c.project, g.name IS NULL, g.name COLLATE NOCASE, g.name, "
    "c.happened IS NOT NULL, c.happened, c.id";

void
ear_coproduction_row_free (EarCoproductionRow *row)
{
  if (row == NULL)
    return;
  g_free (row->title);
  g_free (row->project);
  g_free (row->happened);
  g_free (row->stage);
  g_free (row->rung);
  g_free (row->organisation);
  g_free (row->reward);
  g_free (row->decision);
  g_free (row->influence);
  g_free (row->groups);
  g_free (row);
}

void
ear_ladder_row_free (EarLadderRow *row)
{
  if (row == NULL)
    return;
  g_free (row->project);
  g_free (row->group);
  g_free (row->first_day);
  g_free (row->latest_day);
  g_free (row);
}

static EarCoproductionRow *
read_row (EarStatement *each)
{
  EarCoproductionRow *row = g_new0 (EarCoproductionRow, 1);
  const char *title = ear_statement_get_text (each, 2);

  ear_statement_get_id (each, 1, &row->id);
  row->title = g_strdup (title == NULL ? "" : title);
  row->project = g_strdup (ear_statement_get_text (each, 3));
  row->happened = g_strdup (ear_statement_get_text (each, 4));
  row->stage = g_strdup (ear_statement_get_text (each, 5));
  row->rung = g_strdup (ear_statement_get_text (each, 6));
  row->organisation = g_strdup (ear_statement_get_text (each, 7));
  row->reward = g_strdup (ear_statement_get_text (each, 8));
  row->decision = g_strdup (ear_statement_get_text (each, 9));
  row->influence = g_strdup (ear_statement_get_text (each, 10));
  row->hours = ear_statement_is_null (each, 11) ? -1 : ear_statement_get_integer (each, 11);
  row->people = -1;
  return row;
}

void
ear_coproduction_group_free (EarCoproductionGroup *group)
{
  if (group == NULL)
    return;
  g_free (group->name);
  g_free (group);
}

/**
 * ear_coproduction_groups:
 *
 * Returns: (transfer full) (element-type EarCoproductionGroup) (nullable): who took part, most people first.
 */
GPtrArray *
ear_coproduction_groups (EarStore *store, const EarId *activity, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_coproduction_group_free);
  gint64 n = ear_store_find_row (store, EAR_KIND_COPRODUCTION, activity, error);
  g_autoptr (EarStatement) each = n < 0 ? NULL : ear_store_query (store, groups_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarCoproductionGroup *group = g_new0 (EarCoproductionGroup, 1);
      const char *name = ear_statement_get_text (each, 0);

      group->name = g_strdup (name == NULL ? "" : name);
      group->people = ear_statement_is_null (each, 1) ? -1 : ear_statement_get_integer (each, 1);
      ear_statement_get_id (each, 2, &group->id);
      g_ptr_array_add (groups, group);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&groups) : NULL;
}

static gboolean
read_groups (EarStore *store, gint64 n, EarCoproductionRow *row, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, groups_sql, error);
  g_autoptr (GString) groups = g_string_new (NULL);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, n);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = ear_statement_get_text (each, 0);

      g_string_append_printf (groups, "%s%s", groups->len == 0 ? "" : "; ", name == NULL ? "" : name);
      if (ear_statement_is_null (each, 1))
        continue;
      g_string_append_printf (groups, " %" G_GINT64_FORMAT, ear_statement_get_integer (each, 1));
      row->people = MAX (row->people, 0) + ear_statement_get_integer (each, 1);
    }
  row->groups = groups->len == 0 ? NULL : g_string_free (g_steal_pointer (&groups), FALSE);
  return step == EAR_STEP_DONE;
}

/**
 * ear_coproduction_list:
 * @filter: (nullable): %NULL for all
 *
 * Returns: (transfer full) (element-type EarCoproductionRow) (nullable): the log, newest first, what has no day last.
 */
GPtrArray *
ear_coproduction_list (EarStore *store, const EarCoproductionFilter *filter, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, list_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_coproduction_row_free);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return NULL;
  if (filter != NULL && filter->group != NULL)
    ear_statement_bind_id (each, 1, filter->group);
  else
    ear_statement_bind_null (each, 1);
  ear_statement_bind_text (each, 2, filter == NULL ? NULL : filter->project);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarCoproductionRow *row = read_row (each);

      g_ptr_array_add (rows, row);
      if (!read_groups (store, ear_statement_get_integer (each, 0), row, error))
        return NULL;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static void
add_rung (EarLadderRow *row, const char *rung, const char *day)
{
  int at = ear_term_index (EAR_TERMS_RUNG, rung);

  if (at < 0)
    return;
  if (row->first < 0)
    {
      row->first = at;
      row->first_day = g_strdup (day);
    }
  row->latest = at;
  row->highest = MAX (row->highest, at);
  g_free (row->latest_day);
  row->latest_day = g_strdup (day);
}

/**
 * ear_coproduction_ladder:
 *
 * Returns: (transfer full) (element-type EarLadderRow) (nullable): how far up the ladder each group was in each project.
 */
GPtrArray *
ear_coproduction_ladder (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, ladder_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_ladder_row_free);
  EarStep step = EAR_STEP_FAILED;
  EarLadderRow *row = NULL;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *project = ear_statement_get_text (each, 0), *group = ear_statement_get_text (each, 1);

      if (row == NULL || g_strcmp0 (row->project, project) != 0 || g_strcmp0 (row->group, group) != 0)
        {
          row = g_new0 (EarLadderRow, 1);
          row->project = g_strdup (project);
          row->group = g_strdup (group);
          row->first = row->latest = row->highest = -1;
          g_ptr_array_add (rows, row);
        }
      row->n_activities++;
      add_rung (row, ear_statement_get_text (each, 2), ear_statement_get_text (each, 3));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * ear_ladder_moved:
 *
 * Returns: (transfer none): in words whether the group moved, translated. Any thread.
 */
const char *
ear_ladder_moved (const EarLadderRow *row)
{
  if (row->latest < 0)
    return _ ("not said how far");
  if (row->n_activities < 2)
    return _ ("once so far");
  if (row->latest > row->first)
    return _ ("moved up");
  return row->latest < row->first ? _ ("moved down") : _ ("stayed");
}
