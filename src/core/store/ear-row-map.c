/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-row-map.h"

#include <stdlib.h>

/* Twelve mebibytes when full: room for the contributions that thirty partners record in some years, and a fifth of
 * what a merge may use. Pages that no entry falls on are never touched, so a small merge pays for little of it. */
#define N_BUCKETS_BITS 18
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
  Entry entries[(gsize) BUCKET << N_BUCKETS_BITS];
};

/**
 * ear_row_map_new:
 *
 * Returns: (transfer full) (nullable): an empty map, or %NULL when there is no memory for it: then one does without.
 */
EarRowMap *
ear_row_map_new (void)
{
  /* Not g_new0(), which fills what the system gives as zeros anyhow on some systems, and ends the program on others. */
  return calloc (1, sizeof (EarRowMap));
}

void
ear_row_map_free (EarRowMap *map)
{
  free (map);
}

/* All bytes count: ids of a test may differ in the first or the last ones only. */
static gsize
bucket_of (EarKind kind, const EarId *id)
{
  guint64 halves[2];

  memcpy (halves, id->bytes, sizeof halves);
  halves[0] ^= halves[1] * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  halves[0] = (halves[0] ^ halves[0] >> 32 ^ (guint64) kind) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return (gsize) (halves[0] >> (64 - N_BUCKETS_BITS)) * BUCKET;
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
  const Entry *bucket = &map->entries[bucket_of (kind, id)];

  for (guint i = 0; i < BUCKET; i++)
    {
      if (is_of (&bucket[i], kind, id))
        return (gint64) (bucket[i].row >> KIND_BITS);
    }
  return 0;
}

/**
 * ear_row_map_set:
 * @n: the record's row
 */
void
ear_row_map_set (EarRowMap *map, EarKind kind, const EarId *id, gint64 n)
{
  Entry *bucket = &map->entries[bucket_of (kind, id)];

  if (n <= 0 || n >> (63 - KIND_BITS) != 0)
    return;
  if (!is_of (&bucket[0], kind, id))
    bucket[1] = bucket[0];
  bucket[0] = (Entry) { *id, (guint64) n << KIND_BITS | (guint64) kind };
}
