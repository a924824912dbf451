/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Themes that were split, and the codings that wait for somebody to say which part is meant. */
#include "ear-insight.h"

static const char themes_sql[]
  = "SELECT t.n, t.id, t.name, (SELECT count (*) FROM theme_now s JOIN codings k ON k.theme = s.theme AND k.state = 0 "
    "JOIN voices v ON v.n = k.contribution WHERE s.now = t.n) "
    "FROM themes t JOIN theme_now w ON w.theme = t.n AND w.now = t.n WHERE t.retired AND EXISTS "
    "(SELECT 1 FROM themes p JOIN theme_now s ON s.theme = p.n WHERE p.split_from = t.n AND s.now <> t.n) "
    "ORDER BY t.position IS NULL, t.position, t.name COLLATE NOCASE, t.id";

static const char parts_sql[]
  = "SELECT t.id, t.name FROM themes t WHERE t.n <> ?1 AND t.n IN "
    "(SELECT s.now FROM themes p JOIN theme_now s ON s.theme = p.n WHERE p.split_from = ?1) "
    "ORDER BY t.position IS NULL, t.position, t.name COLLATE NOCASE, t.id";

static const char codings_sql[]
  = "SELECT k.id, v.id, v.text, v.ref, k.coder FROM theme_now s JOIN codings k ON k.theme = s.theme AND k.state = 0 "
    "JOIN voices v ON v.n = k.contribution WHERE s.now = ?1 ORDER BY v.id, k.id LIMIT ?2";

static void
part_free (gpointer data)
{
  EarSplitPart *part = data;

  g_free (part->name);
  g_free (part);
}

static void
coding_free (gpointer data)
{
  EarSplitCoding *coding = data;

  g_free (coding->text);
  g_free (coding->ref);
  g_free (coding->coder);
  g_free (coding);
}

static gboolean
read_parts (EarStore *store, gint64 theme, EarSplit *split, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, parts_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_integer (each, 1, theme);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarSplitPart *part = g_new0 (EarSplitPart, 1);

      ear_statement_get_id (each, 0, &part->id);
      part->name = g_strdup (ear_statement_get_text (each, 1));
      g_ptr_array_add (split->parts, part);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_codings (EarStore *store, gint64 theme, guint limit, EarSplit *split, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, codings_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    {
      ear_statement_bind_integer (each, 1, theme);
      ear_statement_bind_integer (each, 2, limit == 0 ? -1 : (gint64) limit);
    }
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarSplitCoding *coding = g_new0 (EarSplitCoding, 1);

      ear_statement_get_id (each, 0, &coding->id);
      ear_statement_get_id (each, 1, &coding->contribution);
      coding->text = g_strdup (ear_statement_get_text (each, 2));
      coding->ref = g_strdup (ear_statement_get_text (each, 3));
      coding->coder = g_strdup (ear_statement_get_text (each, 4));
      g_ptr_array_add (split->codings, coding);
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_split_list:
 * @limit: so many codings are listed of each theme; 0: all
 *
 * A theme that was split and then taken into use again, or merged into another, has nothing that waits.
 *
 * Returns: (transfer full) (element-type EarSplit) (nullable): the themes that were split. The store's thread.
 */
GPtrArray *
ear_split_list (EarStore *store, guint limit, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, themes_sql, error);
  g_autoptr (GPtrArray) splits = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_split_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarSplit *split = g_new0 (EarSplit, 1);
      gint64 theme = ear_statement_get_integer (each, 0);

      split->parts = g_ptr_array_new_with_free_func (part_free);
      split->codings = g_ptr_array_new_with_free_func (coding_free);
      g_ptr_array_add (splits, split);
      ear_statement_get_id (each, 1, &split->theme);
      split->name = g_strdup (ear_statement_get_text (each, 2));
      split->n_codings = (guint) ear_statement_get_integer (each, 3);
      if (!read_parts (store, theme, split, error)
          || (split->n_codings > 0 && !read_codings (store, theme, limit, split, error)))
        return NULL;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&splits) : NULL;
}

void
ear_split_free (EarSplit *split)
{
  if (split == NULL)
    return;
  g_clear_pointer (&split->parts, g_ptr_array_unref);
  g_clear_pointer (&split->codings, g_ptr_array_unref);
  g_free (split->name);
  g_free (split);
}
