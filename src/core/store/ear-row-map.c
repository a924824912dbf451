/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-row-map.h"

#include <stdlib.h>

/* Twelve mebibytes at most: room for the contributions that thirty partners record in some years, and a fifth of what a merge
 * may use. It begins with twelve kibibytes, since most merges are small, and grows with what is set. */
#define FIRST_BITS 8
#define MOST_BITS 18
#define BUCKET 2
#define KIND_BITS 6

G_STATIC_ASSERT (EAR_N_KINDS <= 1 << KIND_BITS);

typedef struct
{
  EarId id;
  guint64 row; /* its number above the bits of its kind; 0: none */
} Entry;

struct _EarRowMap
{
  Entry *entries;
  guint bits; /* of the number of buckets */
  gsize n_set;
};

/* Not g_new0(), which ends the program where there is no memory. */
static Entry *
new_entries (guint bits)
{
  return calloc ((gsize) BUCKET << bits, sizeof (Entry));
}

/**
 * ear_row_map_new:
 *
 * Returns: (transfer full) (nullable): an empty map, or %NULL when there is no memory for it: then one does without.
 */
EarRowMap *
ear_row_map_new (void)
{
  EarRowMap *map = calloc (1, sizeof (EarRowMap));

  if (map == NULL)
    return NULL;
  map->bits = FIRST_BITS;
  map->entries = new_entries (map->bits);
  if (map->entries == NULL)
    g_clear_pointer (&map, free);
  return map;
}

void
ear_row_map_free (EarRowMap *map)
{
  if (map == NULL)
    return;
  free (map->entries);
  free (map);
}

/* All bytes count: ids of a test may differ in the first or the last ones only. */
static gsize
bucket_of (const EarRowMap *map, EarKind kind, const EarId *id)
{
  guint64 halves[2];

  memcpy (halves, id->bytes, sizeof halves);
  halves[0] ^= halves[1] * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  halves[0] = (halves[0] ^ halves[0] >> 32 ^ (guint64) kind) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return (gsize) (halves[0] >> (64 - map->bits)) * BUCKET;
}

static gboolean
is_of (const Entry *entry, EarKind kind, const EarId *id)
{
  return entry->row != 0 && (entry->row & ((1 << KIND_BITS) - 1)) == (guint64) kind && ear_id_equal (&entry->id, id);
}

/**
 * ear_row_map_get:
 *
 * Returns: the record's row, 0 where it is not known.
 */
gint64
ear_row_map_get (const EarRowMap *map, EarKind kind, const EarId *id)
{
  const Entry *bucket = &map->entries[bucket_of (map, kind, id)];

  for (guint i = 0; i < BUCKET; i++)
    {
      if (is_of (&bucket[i], kind, id))
        return (gint64) (bucket[i].row >> KIND_BITS);
    }
  return 0;
}

static void
put (EarRowMap *map, const Entry *entry)
{
  EarKind kind = (EarKind) (entry->row & ((1 << KIND_BITS) - 1));
  Entry *bucket = &map->entries[bucket_of (map, kind, &entry->id)];

  if (!is_of (&bucket[0], kind, &entry->id))
    bucket[1] = bucket[0];
  bucket[0] = *entry;
}

/* Where there is no memory for more, what was set longest ago makes room, as in a map of full size. */
static void
grow (EarRowMap *map)
{
  Entry *before = map->entries, *entries = new_entries (map->bits + 1);
  gsize n = (gsize) BUCKET << map->bits;

  if (entries == NULL)
    return;
  map->entries = entries;
  map->bits++;
  /* The newer of a bucket stands first in it, and so must be put last. */
  for (gsize i = n; i > 0; i--)
    {
      if (before[i - 1].row != 0)
        put (map, &before[i - 1]);
    }
  free (before);
}

/**
 * ear_row_map_set:
 * @n: the record's row
 */
void
ear_row_map_set (EarRowMap *map, EarKind kind, const EarId *id, gint64 n)
{
  if (n <= 0 || n >> (63 - KIND_BITS) != 0)
    return;
  if (map->bits < MOST_BITS && ++map->n_set > (gsize) 1 << map->bits)
    grow (map);
  put (map, &(Entry){ *id, (guint64) n << KIND_BITS | (guint64) kind });
}
