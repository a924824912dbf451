/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-mapping-data.h"

#include "ear-mapping-work.h"

void
ear_mapping_data_free (EarMappingData *data)
{
  g_clear_pointer (&data->strategies, g_ptr_array_unref);
  g_clear_pointer (&data->items, g_ptr_array_unref);
  g_clear_pointer (&data->mappings, g_ptr_array_unref);
  g_clear_pointer (&data->themes, g_ptr_array_unref);
  g_clear_pointer (&data->unmapped, g_ptr_array_unref);
  g_free (data);
}

static EarId
choose (GPtrArray *strategies, const EarId *wanted)
{
  for (guint i = 0; i < strategies->len; i++)
    {
      const EarStrategyRow *strategy = strategies->pdata[i];

      if (ear_id_equal (&strategy->id, wanted))
        return *wanted;
    }
  return strategies->len == 0 ? EAR_ID_NONE : ((EarStrategyRow *) strategies->pdata[0])->id;
}

gpointer
ear_mapping_data_load (EarStore *store, gpointer strategy, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarMappingData) data = g_new0 (EarMappingData, 1);

  data->strategies = ear_strategy_list (store, error);
  if (data->strategies == NULL)
    return NULL;
  data->strategy = choose (data->strategies, strategy);
  if (ear_id_is_none (&data->strategy))
    return g_steal_pointer (&data);
  data->items = ear_evidence_list (store, &data->strategy, error);
  data->mappings = data->items == NULL ? NULL : ear_mapping_list (store, &data->strategy, error);
  data->themes = data->mappings == NULL ? NULL : ear_tree_list (store, EAR_KIND_THEME, NULL, error);
  data->unmapped = data->themes == NULL ? NULL : ear_unmapped_themes (store, &data->strategy, error);
  return data->unmapped == NULL ? NULL : g_steal_pointer (&data);
}

/**
 * ear_mapping_data_find:
 *
 * Returns: (transfer none) (nullable): the mapping of this theme itself to this priority itself.
 */
const EarMappingRow *
ear_mapping_data_find (const EarMappingData *data, const EarId *theme, const EarId *priority)
{
  for (guint i = 0; i < data->mappings->len; i++)
    {
      const EarMappingRow *row = data->mappings->pdata[i];

      if (ear_id_equal (&row->theme, theme) && ear_id_equal (&row->priority, priority))
        return row;
    }
  return NULL;
}

EarMappingChange *
ear_mapping_change_new (const EarId *theme, const EarId *priority, gboolean mapped, const char *reason)
{
  EarMappingChange *change = g_new0 (EarMappingChange, 1);

  change->theme = *theme;
  change->priority = *priority;
  change->mapped = mapped;
  change->reason = g_strdup (reason);
  return change;
}

void
ear_mapping_change_free (EarMappingChange *change)
{
  g_free (change->reason);
  g_free (change);
}

/* An EarDeedFunc: data is the change. */
gboolean
ear_mapping_change_do (EarStore *store, gpointer data, GPtrArray *before, GError **error)
{
  const EarMappingChange *change = data;

  if (!change->mapped)
    return ear_mapping_unset (store, &change->theme, &change->priority, before, error);
  return ear_mapping_set (store, &change->theme, &change->priority, change->reason, before, error);
}
