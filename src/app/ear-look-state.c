/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-state.h"

void
ear_look_state_free (EarLookState *state)
{
  if (state == NULL)
    return;
  ear_look_item_free (state->item);
  g_clear_pointer (&state->aside, g_ptr_array_unref);
  g_clear_pointer (&state->splits, g_ptr_array_unref);
  g_free (state);
}

static GPtrArray *
read_splits (EarStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) splits = ear_split_list (store, limit, error);

  for (guint i = splits == NULL ? 0 : splits->len; i > 0; i--)
    {
      if (((EarSplit *) splits->pdata[i - 1])->n_codings == 0)
        g_ptr_array_remove_index (splits, i - 1);
    }
  return g_steal_pointer (&splits);
}

static gboolean
read_item (EarStore *store, guint position, EarLookState *state, GError **error)
{
  gint64 n = ear_look_count (store, error);
  g_autoptr (GPtrArray) items = NULL;

  if (n < 0)
    return FALSE;
  state->n = (guint) n;
  state->position = n == 0 ? 0 : MIN (position, (guint) n - 1);
  if (n == 0)
    return TRUE;
  items = ear_look_list (store, state->position, 1, error);
  if (items != NULL && items->len > 0)
    state->item = g_ptr_array_steal_index (items, 0);
  return items != NULL;
}

/**
 * ear_look_state_job:
 * @position: a guint: which thing to show, where there are so many
 *
 * Returns: (transfer full) (nullable): an EarLookState.
 */
gpointer
ear_look_state_job (EarStore *store, gpointer position, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarLookState) state = g_new0 (EarLookState, 1);

  if (!read_item (store, *(const guint *) position, state, error))
    return NULL;
  state->aside = ear_quarantine_groups (store, error);
  state->splits = state->aside == NULL ? NULL : read_splits (store, EAR_LOOK_MAX_LISTED, error);
  return state->splits == NULL ? NULL : g_steal_pointer (&state);
}

gpointer
ear_look_count_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  gint64 n = ear_look_count (store, error);
  g_autoptr (GPtrArray) splits = n < 0 ? NULL : read_splits (store, 1, error);
  guint *total;

  if (splits == NULL)
    return NULL;
  total = g_new0 (guint, 1);
  *total = (guint) n + ear_quarantine_count (store, NULL);
  for (guint i = 0; i < splits->len; i++)
    *total += ((EarSplit *) splits->pdata[i])->n_codings;
  return total;
}
