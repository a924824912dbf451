/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a theme is used: what was coded with it, which priorities it is evidence for, which actions answer it. */
#include "ear-book.h"

#include <string.h>

#include "ear-mapping-list.h"

static const char counts_sql[]
  = "SELECT count (*), count (DISTINCT k.contribution), count (k.start) FROM themes t JOIN theme_now s ON s.now = t.n "
    "JOIN codings k ON k.theme = s.theme AND k.state = 0 JOIN voices v ON v.n = k.contribution WHERE t.id = ?1";

static const char below_sql[]
  = "SELECT count (*) FROM themes t JOIN ancestry a ON a.record_table = 'themes' AND a.ancestor = t.n AND a.depth = 1 "
    "JOIN theme_now s ON s.theme = a.node AND s.now = a.node WHERE t.id = ?1";

static const char actions_sql[]
  = "SELECT DISTINCT a.id, a.title, w.status FROM themes t JOIN theme_now s ON s.now = t.n "
    "JOIN action_themes l ON l.theme = s.theme AND l.state = 0 JOIN actions a ON a.n = l.\"action\" AND a.state = 0 "
    "JOIN action_now w ON w.\"action\" = a.n "
    "WHERE t.id = ?1 ORDER BY a.title COLLATE NOCASE, a.id";

static const char merged_sql[]
  = "SELECT m.name FROM themes t JOIN theme_now s ON s.now = t.n AND s.theme <> t.n "
    "JOIN themes m ON m.n = s.theme AND m.state = 0 WHERE t.id = ?1 ORDER BY m.name COLLATE NOCASE, m.id";

static const char parts_sql[]
  = "SELECT p.name FROM themes t JOIN themes p ON p.split_from = t.n AND p.state = 0 WHERE t.id = ?1 "
    "ORDER BY p.name COLLATE NOCASE, p.id";

static const char codings_sql[]
  = "SELECT k.id, v.id, v.text, k.quote, v.ref, k.coder, k.memo FROM themes t JOIN theme_now s ON s.now = t.n "
    "JOIN codings k ON k.theme = s.theme AND k.state = 0 JOIN voices v ON v.n = k.contribution WHERE t.id = ?1 "
    "ORDER BY v.id, k.id";

static EarStatement *
ask (EarStore *store, const char *sql, const EarId *theme, GError **error)
{
  EarStatement *statement = ear_store_query (store, sql, error);

  if (statement != NULL)
    ear_statement_bind_id (statement, 1, theme);
  return statement;
}

static gboolean
read_counts (EarStore *store, const EarId *theme, EarBookUsage *usage, GError **error)
{
  g_autoptr (EarStatement) counts = ask (store, counts_sql, theme, error);
  g_autoptr (EarStatement) below = counts == NULL ? NULL : ask (store, below_sql, theme, error);

  if (below == NULL || ear_statement_step (counts, error) != EAR_STEP_ROW || ear_statement_step (below, error) != EAR_STEP_ROW)
    return FALSE;
  usage->n_codings = (guint) ear_statement_get_integer (counts, 0);
  usage->n_voices = (guint) ear_statement_get_integer (counts, 1);
  usage->n_words = (guint) ear_statement_get_integer (counts, 2);
  usage->n_below = (guint) ear_statement_get_integer (below, 0);
  return TRUE;
}

static GPtrArray *
read_names (EarStore *store, const char *sql, const EarId *theme, GError **error)
{
  g_autoptr (EarStatement) each = ask (store, sql, theme, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (names, g_strdup (ear_statement_get_text (each, 0)));
  return step == EAR_STEP_DONE ? g_steal_pointer (&names) : NULL;
}

static void
action_free (gpointer data)
{
  EarBookAction *action = data;

  g_free (action->title);
  g_free (action->status);
  g_free (action);
}

static GPtrArray *
read_actions (EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (EarStatement) each = ask (store, actions_sql, theme, error);
  g_autoptr (GPtrArray) actions = g_ptr_array_new_with_free_func (action_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarBookAction *action = g_new0 (EarBookAction, 1);

      ear_statement_get_id (each, 0, &action->id);
      action->title = g_strdup (ear_statement_get_text (each, 1));
      action->status = g_strdup (ear_statement_get_text (each, 2));
      g_ptr_array_add (actions, action);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&actions) : NULL;
}

/* A mapping of a theme that was merged into this one is listed as this one's. */
static GPtrArray *
read_mappings (EarStore *store, const EarId *theme, GError **error)
{
  GPtrArray *mappings = ear_mapping_list (store, NULL, error);

  for (guint i = mappings == NULL ? 0 : mappings->len; i > 0; i--)
    {
      if (!ear_id_equal (&((EarMappingRow *) mappings->pdata[i - 1])->theme, theme))
        g_ptr_array_remove_index (mappings, i - 1);
    }
  return mappings;
}

/**
 * ear_book_usage:
 *
 * Returns: (transfer full) (nullable): where the theme is used. One that was merged into another is used nowhere: what it was
 *   used for is that one's.
 */
EarBookUsage *
ear_book_usage (EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (EarBookUsage) usage = g_new0 (EarBookUsage, 1);

  if (!read_counts (store, theme, usage, error))
    return NULL;
  usage->mappings = read_mappings (store, theme, error);
  usage->actions = usage->mappings == NULL ? NULL : read_actions (store, theme, error);
  usage->merged = usage->actions == NULL ? NULL : read_names (store, merged_sql, theme, error);
  usage->parts = usage->merged == NULL ? NULL : read_names (store, parts_sql, theme, error);
  return usage->parts == NULL ? NULL : g_steal_pointer (&usage);
}

void
ear_book_usage_free (EarBookUsage *usage)
{
  if (usage == NULL)
    return;
  g_clear_pointer (&usage->mappings, g_ptr_array_unref);
  g_clear_pointer (&usage->actions, g_ptr_array_unref);
  g_clear_pointer (&usage->merged, g_ptr_array_unref);
  g_clear_pointer (&usage->parts, g_ptr_array_unref);
  g_free (usage);
}

/**
 * ear_book_codings:
 *
 * Returns: (transfer full) (element-type EarBookCoding) (nullable): what counts as coded with the theme itself, in the order in
 *   which the voices were recorded.
 */
GPtrArray *
ear_book_codings (EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (EarStatement) each = ask (store, codings_sql, theme, error);
  g_autoptr (GPtrArray) codings = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_book_coding_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarBookCoding *coding = g_new0 (EarBookCoding, 1);

      ear_statement_get_id (each, 0, &coding->id);
      ear_statement_get_id (each, 1, &coding->contribution);
      coding->text = g_strdup (ear_statement_get_text (each, 2));
      coding->quote = g_strdup (ear_statement_get_text (each, 3));
      coding->ref = g_strdup (ear_statement_get_text (each, 4));
      coding->coder = g_strdup (ear_statement_get_text (each, 5));
      coding->memo = g_strdup (ear_statement_get_text (each, 6));
      g_ptr_array_add (codings, coding);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&codings) : NULL;
}

void
ear_book_coding_free (EarBookCoding *coding)
{
  if (coding == NULL)
    return;
  g_free (coding->text);
  g_free (coding->quote);
  g_free (coding->ref);
  g_free (coding->coder);
  g_free (coding->memo);
  g_free (coding);
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text == NULL ? "" : text, -1, G_NORMALIZE_ALL);

  return normal == NULL ? g_strdup ("") : g_utf8_casefold (normal, -1);
}

/**
 * ear_book_coding_fits:
 * @words: (nullable): what a person typed
 *
 * Returns: whether every one of the words, whatever its case, stands in the voice, or in the coding's memo. Any thread.
 */
gboolean
ear_book_coding_fits (const EarBookCoding *coding, const char *words)
{
  g_autofree char *text = fold (coding->text), *memo = fold (coding->memo), *folded = fold (words);
  g_auto (GStrv) each = g_strsplit_set (folded, " \t\n", -1);

  for (guint i = 0; each[i] != NULL; i++)
    {
      if (strstr (text, each[i]) == NULL && strstr (memo, each[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}
