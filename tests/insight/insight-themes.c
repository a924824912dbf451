/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Merged themes once more, as plain maps from id to id: what each stands for and what it stands below. */
#include "insight-world.h"

/* Id → id, as the field of each theme says. */
static GHashTable *
map_field (World *world, guint field)
{
  GHashTable *map = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, g_free);

  for (guint i = 0; i < world->records[EAR_KIND_THEME]->len; i++)
    {
      const EarRecord *theme = g_ptr_array_index (world->records[EAR_KIND_THEME], i);
      EarId other;

      if (ear_record_get_id (theme, field, &other))
        g_hash_table_insert (map, g_memdup2 (&theme->id, sizeof theme->id), g_memdup2 (&other, sizeof other));
    }
  return map;
}

static gboolean
is_on_circle (GHashTable *map, const EarId *id)
{
  const EarId *at = g_hash_table_lookup (map, id);

  for (guint steps = g_hash_table_size (map); at != NULL && !ear_id_equal (at, id) && steps > 0; steps--)
    at = g_hash_table_lookup (map, at);
  return at != NULL && ear_id_equal (at, id);
}

/* The one on the circle of @id whose field was set last. */
static EarId
latest_on_circle (World *world, GHashTable *map, const EarId *id, guint field)
{
  EarId latest = *id;

  for (const EarId *at = g_hash_table_lookup (map, id); !ear_id_equal (at, id); at = g_hash_table_lookup (map, at))
    {
      const EarRecord *one = world_get (world, EAR_KIND_THEME, at), *other = world_get (world, EAR_KIND_THEME, &latest);

      if (ear_stamp_compare (&one->fields[field].shown.stamp, &other->fields[field].shown.stamp) > 0)
        latest = *at;
    }
  return latest;
}

static void
cut_circles (World *world, GHashTable *map, guint field)
{
  for (guint i = 0; i < world->records[EAR_KIND_THEME]->len; i++)
    {
      const EarRecord *theme = g_ptr_array_index (world->records[EAR_KIND_THEME], i);

      if (is_on_circle (map, &theme->id))
        {
          EarId latest = latest_on_circle (world, map, &theme->id, field);

          g_hash_table_remove (map, &latest);
        }
    }
}

gboolean
world_stands_for (World *world, const EarId *theme, EarId *now)
{
  g_autoptr (GHashTable) into = map_field (world, EAR_THEME_MERGED_INTO);
  gboolean found = FALSE;

  cut_circles (world, into, EAR_THEME_MERGED_INTO);
  for (const EarId *at = theme; at != NULL; at = g_hash_table_lookup (into, at))
    {
      if (!world_is_live (world, EAR_KIND_THEME, at))
        continue;
      *now = *at;
      found = TRUE;
    }
  return found;
}

static gboolean
stands_for (World *world, const EarId *theme, const EarId *other)
{
  EarId now;

  return world_stands_for (world, theme, &now) && ear_id_equal (&now, other);
}

static GHashTable *
make_themes_above (World *world)
{
  g_autoptr (GHashTable) parents = map_field (world, EAR_THEME_PARENT);
  GHashTable *above = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, g_free);

  cut_circles (world, parents, EAR_THEME_PARENT);
  for (guint i = 0; i < world->records[EAR_KIND_THEME]->len; i++)
    {
      const EarRecord *theme = g_ptr_array_index (world->records[EAR_KIND_THEME], i);
      const EarId *parent = g_hash_table_lookup (parents, &theme->id);
      EarId now;

      while (parent != NULL && stands_for (world, parent, &theme->id))
        parent = g_hash_table_lookup (parents, parent);
      if (parent == NULL)
        continue;
      if (!world_stands_for (world, parent, &now))
        now = *parent;
      g_hash_table_insert (above, g_memdup2 (&theme->id, sizeof theme->id), g_memdup2 (&now, sizeof now));
    }
  cut_circles (world, above, EAR_THEME_PARENT);
  return above;
}

gboolean
world_above (World *world, EarKind kind, const EarId *id, EarId *above)
{
  const EarRecord *record = world_get (world, kind, id);
  const EarId *found;

  if (kind != EAR_KIND_THEME)
    return record != NULL && ear_record_get_id (record, (guint) ear_kind_parent_field (kind), above);
  if (world->themes_above == NULL)
    world->themes_above = make_themes_above (world);
  found = g_hash_table_lookup (world->themes_above, id);
  if (found != NULL)
    *above = *found;
  return found != NULL;
}
