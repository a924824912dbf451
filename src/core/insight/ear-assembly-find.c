/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-assembly-find.h"

#include "ear-words.h"

/* One that was removed is found for as long as something was said to it, as it is shown. */
static const char items_sql[]
  = "SELECT i.id, s.id, i.wording, s.title, s.started, i.nature, i.decision, i.outcome, i.state = 1 FROM agenda_items i "
    "JOIN sessions s ON s.n = i.session AND s.state = 0 WHERE i.wording IS NOT NULL AND (i.state = 0 OR (i.state = 1 AND EXISTS ("
    "SELECT 1 FROM agenda_inputs l JOIN voices v ON v.n = l.contribution WHERE l.item = i.n AND l.state = 0))) "
    "ORDER BY s.started IS NULL, s.started DESC, s.id, i.state, i.position IS NULL, i.position, i.id";

void
ear_item_found_free (EarItemFound *found)
{
  if (found == NULL)
    return;
  g_free (found->wording);
  g_free (found->assembly);
  g_free (found->started);
  g_free (found->nature);
  g_free (found->decision);
  g_free (found->outcome);
  g_free (found);
}

/**
 * ear_assembly_find:
 * @search: words as a person types them
 *
 * Returns: (transfer full) (element-type EarItemFound) (nullable): the items in whose wording or outcome all of them stand, those
 *   of the newest Assembly first.
 */
GPtrArray *
ear_assembly_find (EarStore *store, const char *search, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, items_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_item_found_free);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *outcome = ear_statement_get_text (each, 7);
      g_autofree char *all = g_strjoin (" ", ear_statement_get_text (each, 2), outcome, NULL);
      EarItemFound *found;

      if (!ear_words_are_in (all, search))
        continue;
      found = g_new0 (EarItemFound, 1);
      g_ptr_array_add (rows, found);
      ear_statement_get_id (each, 0, &found->id);
      ear_statement_get_id (each, 1, &found->session);
      found->wording = g_strdup (ear_statement_get_text (each, 2));
      found->assembly = g_strdup (ear_statement_get_text (each, 3));
      found->started = g_strdup (ear_statement_get_text (each, 4));
      found->nature = g_strdup (ear_statement_get_text (each, 5));
      found->decision = g_strdup (ear_statement_get_text (each, 6));
      found->outcome = g_strdup (outcome);
      found->is_removed = ear_statement_get_integer (each, 8) != 0;
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}
