/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-editions.h"

#include "ear-store-private.h"

void
ear_store_edition_free (EarStoreEdition *edition)
{
  if (edition == NULL)
    return;
  g_free (edition->title);
  g_free (edition->published);
  g_free (edition->preset);
  g_free (edition->figures);
  g_free (edition);
}

/**
 * ear_store_list_editions:
 * @with_figures: whether their figures are wanted, which may be long
 *
 * Returns: (transfer full) (element-type EarStoreEdition) (nullable): what was published, oldest first.
 */
GPtrArray *
ear_store_list_editions (EarStore *store, gboolean with_figures, GError **error)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_store_edition_free);
  g_autoptr (EarStatement) each
    = ear_connection_prepare (store->connection,
                              with_figures ? "SELECT n, title, published, preset, figures FROM editions ORDER BY n"
                                           : "SELECT n, title, published, preset, NULL FROM editions ORDER BY n",
                              error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarStoreEdition *edition = g_new0 (EarStoreEdition, 1);

      edition->n = ear_statement_get_integer (each, 0);
      edition->title = g_strdup (ear_statement_get_text (each, 1));
      edition->published = g_strdup (ear_statement_get_text (each, 2));
      edition->preset = g_strdup (ear_statement_get_text (each, 3));
      edition->figures = g_strdup (ear_statement_get_text (each, 4));
      g_ptr_array_add (editions, edition);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&editions) : NULL;
}

/**
 * ear_store_keep_edition:
 * @edition: its number is 0 for a new one; one that was forgotten is put back under its own
 */
gboolean
ear_store_keep_edition (EarStore *store, EarStoreEdition *edition, GError **error)
{
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO editions (n, title, published, preset, figures) VALUES (?, ?, ?, ?, ?) RETURNING n",
                              error);

  if (insert == NULL)
    return FALSE;
  if (edition->n == 0)
    ear_statement_bind_null (insert, 1);
  else
    ear_statement_bind_integer (insert, 1, edition->n);
  ear_statement_bind_text (insert, 2, edition->title);
  ear_statement_bind_text (insert, 3, edition->published);
  ear_statement_bind_text (insert, 4, edition->preset);
  ear_statement_bind_text (insert, 5, edition->figures);
  if (ear_statement_step (insert, error) != EAR_STEP_ROW)
    return FALSE;
  edition->n = ear_statement_get_integer (insert, 0);
  return ear_statement_step (insert, error) == EAR_STEP_DONE;
}

/**
 * ear_store_forget_edition:
 *
 * What was published stays published: this is for what was kept by mistake.
 */
gboolean
ear_store_forget_edition (EarStore *store, gint64 n, GError **error)
{
  g_autoptr (EarStatement) forget = ear_connection_prepare (store->connection, "DELETE FROM editions WHERE n = ?", error);

  if (forget == NULL)
    return FALSE;
  ear_statement_bind_integer (forget, 1, n);
  return ear_statement_run (forget, error);
}

/**
 * ear_store_decide_quote:
 * @decision: a person's, as insight numbers them (ear-quote-check.h)
 *
 * Nothing of the words is kept with it, only at which change of the record it was.
 */
gboolean
ear_store_decide_quote (EarStore *store, const EarId *voice, int decision, GError **error)
{
  g_autoptr (EarStatement) forget
    = ear_connection_prepare (store->connection, "DELETE FROM quote_decisions WHERE voice = ?", error);
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO quote_decisions (voice, decision, changed) SELECT c.id, ?2, c.changed "
                              "FROM contributions c WHERE c.id = ?1 AND c.state = 0",
                              error);

  if (forget == NULL || insert == NULL)
    return FALSE;
  ear_statement_bind_id (forget, 1, voice);
  ear_statement_bind_id (insert, 1, voice);
  ear_statement_bind_integer (insert, 2, decision);
  return ear_statement_run (forget, error) && (decision == 0 || ear_statement_run (insert, error));
}
