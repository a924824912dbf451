/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-filter-facts.h"

GPtrArray *
ear_coder_names (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store, "SELECT DISTINCT coder FROM codings INDEXED BY codings_theme WHERE state = 0 AND coder IS NOT NULL", error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (names, g_strdup (ear_statement_get_text (each, 0)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

GArray *
ear_session_months (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT DISTINCT CAST (substr (started, 1, 4) AS INTEGER) * 12 + CAST (substr (started, 6, 2) AS INTEGER) - 1 "
                       "FROM sessions WHERE state = 0 AND length (started) >= 7 ORDER BY 1 DESC",
                       error);
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (int));
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      int month = (int) ear_statement_get_integer (each, 0);

      g_array_append_val (months, month);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&months) : NULL;
}

GPtrArray *
ear_organisation_names (EarStore *store, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT id, name FROM organisations WHERE state = 0 AND n IN (SELECT organisation FROM sessions WHERE state = 0) "
                       "ORDER BY name COLLATE NOCASE, id",
                       error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_tree_row_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarTreeRow *row = g_new0 (EarTreeRow, 1);

      ear_statement_get_id (each, 0, &row->id);
      row->name = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (rows, row);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}
