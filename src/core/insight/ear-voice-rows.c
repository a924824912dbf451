/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each aspect of a filter gives a set of rows, one bit a row; what is in all of them is then taken from the order of all
 * voices. So filters combine at next to no cost, whichever and however many, and nothing is sorted. */
#include <string.h>

#include "ear-voice-filter.h"
#include "ear-voice-order.h"

struct _EarVoiceRows
{
  GArray *rows; /* guint32 */
  guint total;
};

typedef struct
{
  gsize n_words;
  guint64 *words;
} Bits;

static void
bits_clear (Bits *bits)
{
  g_clear_pointer (&bits->words, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bits, bits_clear)

static void
bits_init (Bits *bits, guint32 last_row)
{
  bits->n_words = (gsize) last_row / 64 + 1;
  bits->words = g_new0 (guint64, bits->n_words);
}

static inline void
bits_add (Bits *bits, gint64 row)
{
  if (row >= 0 && (gsize) row / 64 < bits->n_words)
    bits->words[row / 64] |= G_GUINT64_CONSTANT (1) << (row % 64);
}

static inline gboolean
bits_has (const Bits *bits, guint32 row)
{
  return row / 64 < bits->n_words && (bits->words[row / 64] >> (row % 64) & 1) != 0;
}

static void
bits_restrict (Bits *bits, const Bits *to, gboolean complement)
{
  for (gsize i = 0; i < bits->n_words; i++)
    bits->words[i] &= complement ? ~to->words[i] : to->words[i];
}

static EarVoiceRows *
rows_new (GArray *rows, guint total)
{
  EarVoiceRows *result = g_atomic_rc_box_new0 (EarVoiceRows);

  result->rows = rows;
  result->total = total;
  return result;
}

static gboolean
restrict_to (EarStore *store, const EarFilterSql *sql, EarAspect aspect, Bits *passing, guint32 last_row, GError **error)
{
  gboolean complement;
  g_autofree char *statement = ear_filter_sql_rows (aspect, &complement);
  g_autoptr (EarStatement) each = ear_store_query (store, statement, error);
  g_auto (Bits) found = { 0 };
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return FALSE;
  bits_init (&found, last_row);
  ear_filter_sql_bind_one (sql, aspect, each);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    bits_add (&found, ear_statement_get_integer (each, 0));
  bits_restrict (passing, &found, complement);
  return step == EAR_STEP_DONE;
}

static GArray *
take_in_order (const EarVoiceOrder *order, const Bits *passing)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < order->rows->len; i++)
    {
      guint32 row = g_array_index (order->rows, guint32, i);

      if (bits_has (passing, row))
        g_array_append_val (rows, row);
    }
  return rows;
}

/* As the search index ranks them. */
static GArray *
take_by_match (EarStore *store, const EarFilterSql *sql, const Bits *passing, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store, "SELECT rowid FROM voices_search WHERE voices_search MATCH ?1 ORDER BY rank, rowid", error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return NULL;
  ear_filter_sql_bind_one (sql, EAR_ASPECT_SEARCH, each);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint32 row = (guint32) ear_statement_get_integer (each, 0);

      if (bits_has (passing, row))
        g_array_append_val (rows, row);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static void
mark_all (Bits *bits, const EarVoiceOrder *order)
{
  bits_init (bits, order->last_row);
  for (guint i = 0; i < order->rows->len; i++)
    bits_add (bits, g_array_index (order->rows, guint32, i));
}

/**
 * ear_voice_rows_find:
 * @filter: (nullable): %NULL for all
 *
 * Returns: (transfer full) (nullable): the voices that pass, in the filter's order. The store's thread.
 */
EarVoiceRows *
ear_voice_rows_find (EarStore *store, const EarVoiceFilter *filter, GError **error)
{
  g_auto (EarFilterSql) sql = { 0 };
  g_auto (Bits) passing = { 0 };
  const EarVoiceOrder *order;
  gboolean all = TRUE;
  GArray *rows;

  ear_filter_sql_init (&sql, filter);
  order = ear_voice_order_get (store, sql.filter->sort, sql.filter->oldest_first, error);
  if (order == NULL)
    return NULL;
  for (EarAspect aspect = 0; aspect < EAR_N_ASPECTS; aspect++)
    {
      if (!ear_filter_sql_has (&sql, aspect))
        continue;
      if (all)
        mark_all (&passing, order);
      all = FALSE;
      if (!restrict_to (store, &sql, aspect, &passing, order->last_row, error))
        return NULL;
    }
  if (all)
    rows = g_array_ref (order->rows);
  else if (sql.filter->sort == EAR_VOICE_SORT_MATCH && sql.search != NULL)
    rows = take_by_match (store, &sql, &passing, error);
  else
    rows = take_in_order (order, &passing);
  return rows == NULL ? NULL : rows_new (rows, order->rows->len);
}

EarVoiceRows *
ear_voice_rows_ref (EarVoiceRows *rows)
{
  return g_atomic_rc_box_acquire (rows);
}

static void
rows_clear (gpointer data)
{
  g_array_unref (((EarVoiceRows *) data)->rows);
}

void
ear_voice_rows_unref (EarVoiceRows *rows)
{
  g_atomic_rc_box_release_full (rows, rows_clear);
}

guint
ear_voice_rows_get_n (const EarVoiceRows *rows)
{
  return rows->rows->len;
}

guint
ear_voice_rows_get_total (const EarVoiceRows *rows)
{
  return rows->total;
}

guint32
ear_voice_rows_get (const EarVoiceRows *rows, guint position)
{
  g_return_val_if_fail (position < rows->rows->len, 0);
  return g_array_index (rows->rows, guint32, position);
}

/**
 * ear_voice_rows_read:
 *
 * Returns: (transfer full) (element-type EarVoice) (nullable): those at @offset and after it. One that was deleted since the
 *   rows were found is left out. The store's thread.
 */
GPtrArray *
ear_voice_rows_read (EarStore *store, const EarVoiceRows *rows, guint offset, guint limit, GError **error)
{
  guint from = MIN (offset, rows->rows->len);

  return ear_voice_list_rows (store, (const guint32 *) (gpointer) rows->rows->data + from, MIN (limit, rows->rows->len - from),
                              error);
}

/**
 * ear_voice_rows_next_uncoded:
 * @from: the position to begin with
 *
 * Returns: the position of the first voice without a theme from there on; -1 where there is none, or with @error set. The
 *   store's thread.
 */
gint64
ear_voice_rows_next_uncoded (EarStore *store, const EarVoiceRows *rows, guint from, GError **error)
{
  g_autoptr (EarStatement) ask
    = ear_store_query (store,
                       "SELECT 1 FROM codings k CROSS JOIN theme_now s ON s.theme = k.theme "
                       "CROSS JOIN themes t ON t.n = s.now AND t.state = 0 WHERE k.contribution = ?1 AND k.state = 0",
                       error);

  for (guint i = from; ask != NULL && i < rows->rows->len; i++)
    {
      EarStep step;

      ear_statement_reset (ask);
      ear_statement_bind_integer (ask, 1, g_array_index (rows->rows, guint32, i));
      step = ear_statement_step (ask, error);
      if (step != EAR_STEP_ROW)
        return step == EAR_STEP_DONE ? (gint64) i : -1;
    }
  return -1;
}
