/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-waited.h"

#include "ear-store-quarantine.h"

typedef struct
{
  EarWaiting *waiting;
  char *file, *label;
} Waited;

static void
waited_free (gpointer data)
{
  Waited *waited = data;

  g_clear_pointer (&waited->waiting, ear_waiting_free);
  g_free (waited->file);
  g_free (waited->label);
  g_free (waited);
}

/**
 * ear_waited_new:
 *
 * Returns: (transfer full): a list of none, in the order in which they are added.
 */
GPtrArray *
ear_waited_new (void)
{
  return g_ptr_array_new_with_free_func (waited_free);
}

/**
 * ear_waited_add:
 * @n: the number of one that waits now
 * @file: (nullable): which brought it
 * @label: (nullable): what it is called in a list
 */
gboolean
ear_waited_add (GPtrArray *waited, EarStore *store, gint64 n, const char *file, const char *label, GError **error)
{
  EarWaiting *waiting = ear_store_get_waiting (store, n, error);
  Waited *one;

  if (waiting == NULL)
    return FALSE;
  one = g_new0 (Waited, 1);
  *one = (Waited) { waiting, g_strdup (file), g_strdup (label) };
  g_ptr_array_add (waited, one);
  return TRUE;
}

/**
 * ear_waited_set_aside:
 *
 * They wait again, under other numbers; but for what was erased meanwhile, which waits no more. In a transaction of the caller's.
 */
gboolean
ear_waited_set_aside (const GPtrArray *waited, EarStore *store, GError **error)
{
  for (guint i = 0; i < waited->len; i++)
    {
      const Waited *one = waited->pdata[i];
      const EarRecord *record = one->waiting->record;
      g_autoptr (EarRecord) here = ear_store_get (store, record->kind, &record->id, NULL);

      if (here != NULL && here->erased)
        continue;
      if (!ear_store_set_aside (store, record, one->waiting->reason, &one->waiting->sender, one->file, one->label, error))
        return FALSE;
    }
  return TRUE;
}
