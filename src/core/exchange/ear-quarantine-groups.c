/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits, by sender and reason: people decide about a laptop's records, seldom about one of them. */
#include "ear-merge-private.h"

void
ear_quarantine_group_free (EarQuarantineGroup *group)
{
  if (group == NULL)
    return;
  g_clear_pointer (&group->items, g_ptr_array_unref);
  g_free (group->name);
  g_free (group->organisation);
  g_free (group->words);
  g_free (group);
}

static EarQuarantineGroup *
find_group (EarStore *store, GPtrArray *groups, const EarQuarantined *item)
{
  EarQuarantineGroup *group;

  for (guint i = 0; i < groups->len; i++)
    {
      group = groups->pdata[i];
      if (group->reason == item->reason && ear_id_equal (&group->sender, &item->sender))
        return group;
    }
  group = g_new0 (EarQuarantineGroup, 1);
  group->reason = item->reason;
  group->sender = item->sender;
  group->items = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_quarantined_free);
  if (!ear_id_is_none (&item->sender))
    {
      group->name = ear_merge_device_name (store, &item->sender);
      group->organisation = ear_merge_device_organisation (store, &item->sender);
      group->words = ear_merge_device_words (store, &item->sender);
    }
  g_ptr_array_add (groups, group);
  return group;
}

/**
 * ear_quarantine_groups:
 *
 * Returns: (transfer full) (element-type EarQuarantineGroup) (nullable): what waits, the group that began first at the top.
 */
GPtrArray *
ear_quarantine_groups (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_quarantine_group_free);
  g_autoptr (GPtrArray) items = ear_quarantine_list (store, error);

  if (items == NULL)
    return NULL;
  g_ptr_array_set_free_func (items, NULL);
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (find_group (store, groups, items->pdata[i])->items, items->pdata[i]);
  return g_steal_pointer (&groups);
}
