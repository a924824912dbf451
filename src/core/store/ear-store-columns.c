/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voices as columns, from the packed chunks that are there and those that have to be made. */
#include "ear-store-columns.h"

#include "ear-chunk.h"
#include "ear-store-private.h"

/* One sweep over the chunks that are there; those that are not, or cannot be read, are made in between, so that voices
 * come in the order of their rows. */
typedef struct
{
  EarStore *store;
  EarVoiceColumns *columns;
  GArray *made;      /* gint64: chunks that were not there */
  GPtrArray *packed; /* GBytes of them */
} Sweep;

static gboolean
make_until (Sweep *sweep, gint64 *next, gint64 until, GError **error)
{
  for (; *next < until; (*next)++)
    {
      GBytes *packed = ear_chunk_make (sweep->store, *next, error);

      if (packed == NULL)
        return FALSE;
      g_array_append_val (sweep->made, *next);
      g_ptr_array_add (sweep->packed, packed);
      if (!ear_chunk_append (sweep->columns, *next, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed)))
        g_assert_not_reached ();
    }
  return TRUE;
}

static gboolean
sweep_chunks (Sweep *sweep, gint64 n_chunks, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_connection_prepare (sweep->store->connection, "SELECT chunk, packed FROM voice_chunks ORDER BY chunk", error);
  EarStep step = EAR_STEP_FAILED;
  gint64 next = 0;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 chunk = ear_statement_get_integer (each, 0);
      gsize size = 0;
      const guint8 *packed = ear_statement_get_blob (each, 1, &size);

      if (chunk >= n_chunks || chunk < next)
        continue;
      if (!make_until (sweep, &next, chunk, error))
        return FALSE;
      if (packed != NULL && ear_chunk_append (sweep->columns, chunk, packed, size))
        next = chunk + 1;
    }
  return step == EAR_STEP_DONE && make_until (sweep, &next, n_chunks, error);
}

/* A cache: where it cannot be written, on a full disk say, it is made again next time. */
static void
keep_made (const Sweep *sweep)
{
  EarConnection *connection = sweep->store->connection;
  g_autoptr (EarStatement) put = NULL;

  if (sweep->made->len == 0 || sweep->store->depth > 0 || !ear_connection_begin (connection, NULL))
    return;
  put = ear_connection_prepare (connection, "INSERT OR REPLACE INTO voice_chunks (chunk, packed) VALUES (?1, ?2)", NULL);
  for (guint i = 0; i < sweep->made->len; i++)
    {
      GBytes *packed = g_ptr_array_index (sweep->packed, i);

      if (put == NULL)
        break;
      ear_statement_reset (put);
      ear_statement_bind_integer (put, 1, g_array_index (sweep->made, gint64, i));
      ear_statement_bind_blob (put, 2, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
      if (!ear_statement_run (put, NULL))
        g_clear_pointer (&put, ear_statement_free);
    }
  if (put == NULL || !ear_connection_commit (connection, NULL))
    ear_connection_rollback (connection);
}

/**
 * ear_store_voice_columns:
 *
 * The first time after a large merge this reads every voice; after that, what changed since. The workbook keeps what was
 * worked out; that is no change of a record.
 *
 * Returns: (transfer full) (nullable): all voices as they are now. The store's thread.
 */
EarVoiceColumns *
ear_store_voice_columns (EarStore *store, GError **error)
{
  Sweep sweep = { .store = store };
  gint64 last;
  gboolean done;

  if (!ear_connection_integer (store->connection, "SELECT coalesce (max (n), -1) FROM contributions", &last, error))
    return NULL;
  if (last < 0)
    return ear_voice_columns_new (0);
  sweep.columns = ear_voice_columns_new ((guint) ((last >> EAR_CHUNK_SHIFT) + 1) << EAR_CHUNK_SHIFT);
  sweep.made = g_array_new (FALSE, FALSE, sizeof (gint64));
  sweep.packed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  done = sweep_chunks (&sweep, (last >> EAR_CHUNK_SHIFT) + 1, error);
  if (done)
    keep_made (&sweep);
  else
    g_clear_pointer (&sweep.columns, ear_voice_columns_free);
  g_array_unref (sweep.made);
  g_ptr_array_unref (sweep.packed);
  return sweep.columns;
}

/**
 * ear_store_keep_columns:
 *
 * Works out what ear_store_voice_columns() needs and keeps it, which that does not while a transaction is open: for before one in which
 * voices are counted, so that it is not worked out again the next time. The store's thread.
 */
gboolean
ear_store_keep_columns (EarStore *store, GError **error)
{
  g_autoptr (EarVoiceColumns) columns = ear_store_voice_columns (store, error);

  return columns != NULL;
}
