/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All themes of the codebook, with what became of each. */
#include <glib/gi18n-lib.h>

#include "ear-book.h"
#include "ear-dimension.h"
#include "ear-look-sql.h"
#include "ear-outline.h"

static const char state_sql[]
  = "SELECT t.n, t.colour, coalesce (t.retired, 0), w.now, now.id, now.name, t.merged_into IS NOT NULL, "
    "EXISTS (SELECT 1 FROM themes p JOIN theme_now s ON s.theme = p.n WHERE p.split_from = t.n AND s.now <> t.n) "
    "FROM themes t JOIN theme_now w ON w.theme = t.n JOIN themes now ON now.n = w.now WHERE t.state = 0";

static const char waiting_sql[]
  = "SELECT count (*) FROM theme_now s JOIN themes t ON t.n = s.now JOIN codings k ON k.theme = s.theme AND k.state = 0 "
    "JOIN voices v ON v.n = k.contribution WHERE t.id = ?1";

/* Moves what the row needs out of the node. */
static EarBookTheme *
theme_from_node (EarOutlineNode *node, const EarSideCounts *counts)
{
  EarBookTheme *theme = g_new0 (EarBookTheme, 1);

  theme->id = theme->now = node->id;
  theme->parent = node->parent_id;
  theme->depth = node->depth;
  theme->name = g_steal_pointer (&node->name);
  theme->nature = g_steal_pointer (&node->nature);
  theme->voices = ear_side_counts_get (counts, node->n).contributions;
  theme->colour = -1;
  return theme;
}

static void
take_state (EarBookTheme *theme, EarStatement *each)
{
  gboolean retired = ear_statement_get_integer (each, 2) != 0, was_merged = ear_statement_get_integer (each, 6) != 0;

  if (!ear_statement_is_null (each, 1))
    theme->colour = (int) ear_statement_get_integer (each, 1);
  ear_statement_get_id (each, 4, &theme->now);
  if (!ear_id_equal (&theme->now, &theme->id))
    {
      theme->state = EAR_BOOK_MERGED;
      theme->now_name = g_strdup (ear_statement_get_text (each, 5));
      return;
    }
  theme->merging_left_out = was_merged;
  if (retired)
    theme->state = ear_statement_get_integer (each, 7) != 0 ? EAR_BOOK_SPLIT : EAR_BOOK_RETIRED;
}

static gboolean
read_states (EarStore *store, GHashTable *by_row, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, state_sql, error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0);
      EarBookTheme *theme = g_hash_table_lookup (by_row, &row);

      if (theme != NULL)
        take_state (theme, each);
    }
  return step == EAR_STEP_DONE;
}

static gboolean
read_waiting (EarStore *store, EarBookTheme *theme, GError **error)
{
  g_autoptr (EarStatement) ask = ear_store_query (store, waiting_sql, error);

  if (ask == NULL)
    return FALSE;
  ear_statement_bind_id (ask, 1, &theme->id);
  if (ear_statement_step (ask, error) != EAR_STEP_ROW)
    return FALSE;
  theme->n_waiting = (guint) ear_statement_get_integer (ask, 0);
  return TRUE;
}

static gboolean
count_looks (EarStore *store, GHashTable *by_id, EarLookReason reason, GError **error)
{
  g_autofree char *sql = ear_look_sql (EAR_KIND_THEME, reason);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarBookTheme *theme;
      EarId id;

      ear_statement_get_id (each, 0, &id);
      theme = g_hash_table_lookup (by_id, &id);
      if (theme != NULL)
        theme->n_looks++;
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_book_list:
 *
 * Unlike ear_tree_list() it holds also the themes that nobody is to choose any more, so that they can be brought back.
 *
 * Returns: (transfer full) (element-type EarBookTheme) (nullable): the codebook, each theme after the one above it.
 */
GPtrArray *
ear_book_list (EarStore *store, GError **error)
{
  EarSide side = { EAR_DIMENSION_THEME, EAR_PERIOD_YEAR, 0 };
  g_autoptr (GPtrArray) nodes = ear_outline_load (store, EAR_KIND_THEME, 0, error);
  g_autoptr (GPtrArray) themes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_book_theme_free);
  g_autoptr (GHashTable) by_row = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) by_id = g_hash_table_new (ear_id_hash, ear_id_equal);
  g_auto (EarSideCounts) counts = { 0 };

  if (nodes == NULL || !ear_side_count (store, &side, &counts, error))
    return NULL;
  for (guint i = 0; i < nodes->len; i++)
    {
      EarOutlineNode *node = nodes->pdata[i];
      EarBookTheme *theme = theme_from_node (node, &counts);

      g_ptr_array_add (themes, theme);
      g_hash_table_insert (by_row, &node->n, theme);
      g_hash_table_insert (by_id, &theme->id, theme);
    }
  if (!read_states (store, by_row, error) || !count_looks (store, by_id, EAR_LOOK_RIVALS, error)
      || !count_looks (store, by_id, EAR_LOOK_CIRCLE, error))
    return NULL;
  for (guint i = 0; i < themes->len; i++)
    {
      EarBookTheme *theme = themes->pdata[i];

      if (theme->state == EAR_BOOK_SPLIT && !read_waiting (store, theme, error))
        return NULL;
    }
  return g_steal_pointer (&themes);
}

void
ear_book_theme_free (EarBookTheme *theme)
{
  if (theme == NULL)
    return;
  g_free (theme->name);
  g_free (theme->nature);
  g_free (theme->now_name);
  g_free (theme);
}

/**
 * ear_book_state_label:
 *
 * Returns: (transfer none) (nullable): what a person calls it; %NULL of a theme in use, which goes without saying. Any thread.
 */
const char *
ear_book_state_label (EarBookState state)
{
  switch (state)
    {
    case EAR_BOOK_RETIRED:
      return _ ("retired");
    case EAR_BOOK_SPLIT:
      return _ ("split");
    case EAR_BOOK_MERGED:
      return _ ("merged");
    case EAR_BOOK_IN_USE:
    default:
      return NULL;
    }
}
