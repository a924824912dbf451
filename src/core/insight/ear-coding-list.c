/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codings of one voice, or of all of a session, with where their words stand now. */
#include "ear-insight.h"

#define CODINGS \
  "SELECT k.id, t.id, t.name, t.colour, k.coder, k.memo, k.start, k.\"end\", k.quote, c.text, c.id FROM contributions c " \
  "JOIN codings k ON k.contribution = c.n AND k.state = 0 JOIN theme_now s ON s.theme = k.theme " \
  "JOIN themes t ON t.n = s.now "

static const char codings_sql[] = CODINGS "WHERE c.id = ?1 AND c.state = 0 ORDER BY k.id";
static const char spans_sql[] = CODINGS "WHERE c.session = (SELECT s.n FROM sessions s WHERE s.id = ?1) AND c.state = 0 "
                                        "AND k.quote IS NOT NULL ORDER BY k.id";

static gint64
get_offset (EarStatement *each, int column)
{
  return ear_statement_is_null (each, column) ? -1 : ear_statement_get_integer (each, column);
}

static EarCodingRow *
read_row (EarStatement *each, const char *own, gint64 *effort)
{
  EarCodingRow *row = g_new0 (EarCodingRow, 1);

  ear_statement_get_id (each, 0, &row->id);
  ear_statement_get_id (each, 1, &row->theme);
  row->name = g_strdup (ear_statement_get_text (each, 2));
  row->colour = (int) get_offset (each, 3);
  row->coder = g_strdup (ear_statement_get_text (each, 4));
  row->memo = g_strdup (ear_statement_get_text (each, 5));
  row->fit = ear_span_find_within (ear_statement_get_text (each, 9), get_offset (each, 6), get_offset (each, 7),
                                   ear_statement_get_text (each, 8), effort, &row->span);
  row->words = ear_span_words (&row->span, ear_statement_get_text (each, 9));
  row->is_own = g_strcmp0 (row->coder, own) == 0;
  return row;
}

/* In the order of the text; what is about all of it comes first. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const EarCodingRow *one = *(EarCodingRow *const *) a, *other = *(EarCodingRow *const *) b;

  if (one->span.start != other->span.start)
    return one->span.start < other->span.start ? -1 : 1;
  if (one->span.end != other->span.end)
    return one->span.end == 0 || (other->span.end != 0 && one->span.end > other->span.end) ? -1 : 1;
  return ear_id_compare (&one->id, &other->id);
}

/* Of whom what is coded here is. */
static gboolean
get_own (EarStore *store, char **own, GError **error)
{
  g_autoptr (GError) local = NULL;

  *own = ear_own_coder (store, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_coding_list:
 * @voice: a contribution
 *
 * Returns: (transfer full) (element-type EarCodingRow) (nullable): its codings by everybody, with what their themes stand for
 *   now. The store's thread.
 */
GPtrArray *
ear_coding_list (EarStore *store, const EarId *voice, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_coding_row_free);
  g_autofree char *own = NULL;
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;
  gint64 effort = EAR_SPAN_EFFORT;

  if (!get_own (store, &own, error))
    return NULL;
  each = ear_store_query (store, codings_sql, error);
  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, voice);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    g_ptr_array_add (rows, read_row (each, own, &effort));
  g_ptr_array_sort (rows, compare_rows);
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static void
add_span (GHashTable *spans, const EarId *voice, EarCodingRow *row)
{
  GPtrArray *rows = g_hash_table_lookup (spans, voice);

  if (rows == NULL)
    {
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_coding_row_free);
      g_hash_table_insert (spans, g_memdup2 (voice, sizeof *voice), rows);
    }
  g_ptr_array_add (rows, row);
}

/**
 * ear_coding_spans:
 *
 * Returns: (transfer full) (nullable): codings of words, as in ear_coding_list(), by the id of the voice: a GPtrArray for each voice of
 *   @session that has some. The store's thread.
 */
GHashTable *
ear_coding_spans (EarStore *store, const EarId *session, GError **error)
{
  g_autoptr (GHashTable) spans = g_hash_table_new_full (ear_id_hash, (GEqualFunc) ear_id_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autofree char *own = NULL;
  g_autoptr (EarStatement) each = NULL;
  EarStep step = EAR_STEP_FAILED;
  gint64 effort = EAR_SPAN_EFFORT;
  GHashTableIter voices;
  gpointer rows;

  if (!get_own (store, &own, error))
    return NULL;
  each = ear_store_query (store, spans_sql, error);
  if (each == NULL)
    return NULL;
  ear_statement_bind_id (each, 1, session);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      EarId voice;

      ear_statement_get_id (each, 10, &voice);
      add_span (spans, &voice, read_row (each, own, &effort));
    }
  g_hash_table_iter_init (&voices, spans);
  while (g_hash_table_iter_next (&voices, NULL, &rows))
    g_ptr_array_sort (rows, compare_rows);
  return step == EAR_STEP_DONE ? g_steal_pointer (&spans) : NULL;
}

void
ear_coding_row_free (EarCodingRow *row)
{
  if (row == NULL)
    return;
  g_free (row->name);
  g_free (row->coder);
  g_free (row->memo);
  g_free (row->words);
  g_free (row);
}

/**
 * ear_own_coder:
 *
 * Who codes here: this laptop, by its name.
 *
 * Returns: (transfer full) (nullable): %NULL where it has no name yet, and with @error set.
 */
char *
ear_own_coder (EarStore *store, GError **error)
{
  g_autoptr (EarRecord) device = NULL;
  EarId id;

  if (!ear_store_get_device (store, &id, NULL))
    return NULL;
  device = ear_store_get (store, EAR_KIND_DEVICE, &id, error);
  return device == NULL ? NULL : g_strdup (ear_record_get (device, EAR_DEVICE_NAME));
}
