/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A million voices are put in order without sorting a million keys: there are far fewer conversations than voices, so those
 * are sorted, and an index has the voices of each together, in the order they were said in. */
#include "ear-voice-order.h"

#include <string.h>

#define KEPT "ear-voice-order"

static const EarKind depends_on[]
  = { EAR_KIND_CONTRIBUTION, EAR_KIND_SESSION, EAR_KIND_PARTICIPANT, EAR_KIND_PLACE };

/* The voices of one conversation among all that were read. */
typedef struct
{
  gint64 session;
  guint first, n;
  guint n_unplaced; /* the first ones, of which nobody knows when in it they were said */
} Stretch;

static void
order_free (gpointer data)
{
  EarVoiceOrder *order = data;

  g_array_unref (order->rows);
  g_free (order);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVoiceOrder, order_free)

/* Only what changes places counts: where somebody lives does not put voices by time in another order. */
static guint64
changes_of (EarStore *store, EarVoiceSort sort, guint i)
{
  return i < 2 || sort == EAR_VOICE_SORT_PLACE ? ear_store_get_changes (store, depends_on[i]) : 0;
}

static gboolean
is_current (EarStore *store, const EarVoiceOrder *order)
{
  for (guint i = 0; i < G_N_ELEMENTS (depends_on); i++)
    {
      if (order->changes[i] != changes_of (store, order->sort, i))
        return FALSE;
    }
  return TRUE;
}

/* Times first, then ids: a row's number would put the same workbook in another order on another laptop. Row 0 stands for
 * voices of no conversation. */
static GArray *
list_sessions (EarStore *store, EarVoiceSort sort, gboolean oldest_first, GError **error)
{
  static const char statement[]
    = "SELECT o.n FROM (SELECT n, id, started, title FROM sessions WHERE state IN (0, 3) "
      "UNION ALL SELECT 0, NULL, NULL, NULL) o ORDER BY %so.started IS NULL, o.started%s, o.id";
  g_autofree char *sql = g_strdup_printf (statement,
                                          sort == EAR_VOICE_SORT_SESSION ? "o.title IS NULL, o.title COLLATE NOCASE, o.title, " : "",
                                          oldest_first ? "" : " DESC");
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  g_autoptr (GArray) sessions = g_array_new (FALSE, FALSE, sizeof (gint64));
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 n = ear_statement_get_integer (each, 0);

      g_array_append_val (sessions, n);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&sessions) : NULL;
}

static gboolean
read_stretches (EarStore *store, const char *sql, GArray *rows, GArray *stretches, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint32 row = (guint32) ear_statement_get_integer (each, 0);
      gint64 session = ear_statement_get_integer (each, 1);
      Stretch *last = stretches->len == 0 ? NULL : &g_array_index (stretches, Stretch, stretches->len - 1);

      if (last == NULL || last->session != session)
        {
          Stretch stretch = { session, rows->len, 0, 0 };

          g_array_append_val (stretches, stretch);
          last = &g_array_index (stretches, Stretch, stretches->len - 1);
        }
      last->n++;
      last->n_unplaced += ear_statement_get_integer (each, 2) != 0;
      g_array_append_val (rows, row);
    }
  return step == EAR_STEP_DONE;
}

/* Not one of which a partner only told that it is internal now. The view, which reads the words, is asked of few. */
#define WAS_HEARD "(c.position IS NOT NULL OR c.feeling IS NOT NULL OR EXISTS (SELECT 1 FROM voices v WHERE v.n = c.n))"

/* The live voices, conversation by conversation in the order of their rows. */
static gboolean
read_voices (EarStore *store, GArray *rows, GArray *stretches, GError **error)
{
  return read_stretches (store,
                         "SELECT c.n, 0, c.position IS NULL FROM contributions c WHERE c.session IS NULL AND c.state = 0 AND " WAS_HEARD
                         " ORDER BY c.position, c.id",
                         rows, stretches, error)
         && read_stretches (store,
                            "SELECT c.n, c.session, c.position IS NULL FROM contributions c INDEXED BY contributions_session "
                            "WHERE c.session IS NOT NULL AND c.state = 0 AND " WAS_HEARD " ORDER BY c.session, c.position, c.id",
                            rows, stretches, error);
}

static int
compare_stretches (gconstpointer a, gconstpointer b)
{
  const Stretch *one = a, *other = b;

  return one->session < other->session ? -1 : one->session > other->session ? 1 : 0;
}

/* The index has those without a position first; they come last. */
static void
append_stretch (GArray *to, const GArray *from, const Stretch *stretch)
{
  const guint32 *rows = &g_array_index (from, guint32, stretch->first);

  g_array_append_vals (to, rows + stretch->n_unplaced, stretch->n - stretch->n_unplaced);
  g_array_append_vals (to, rows, stretch->n_unplaced);
}

static GArray *
order_by_session (EarStore *store, EarVoiceSort sort, gboolean oldest_first, GError **error)
{
  g_autoptr (GArray) sessions = list_sessions (store, sort, oldest_first, error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  GArray *rows;

  if (sessions == NULL || !read_voices (store, found, stretches, error))
    return NULL;
  rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), found->len);
  for (guint i = 0; i < sessions->len; i++)
    {
      Stretch wanted = { .session = g_array_index (sessions, gint64, i) };
      guint at;

      if (g_array_binary_search (stretches, &wanted, compare_stretches, &at))
        append_stretch (rows, found, &g_array_index (stretches, Stretch, at));
    }
  return rows;
}

static guint32
largest (const GArray *rows)
{
  guint32 last = 0;

  for (guint i = 0; i < rows->len; i++)
    last = MAX (last, g_array_index (rows, guint32, i));
  return last;
}

/* Row of a place → its number by name from 1, the same for the same name. */
static GHashTable *
number_places (EarStore *store, guint *n_names, GError **error)
{
  g_autoptr (EarStatement) each
    = ear_store_query (store,
                       "SELECT n, dense_rank () OVER (ORDER BY name COLLATE NOCASE, name) FROM places "
                       "WHERE state = 0 AND name IS NOT NULL",
                       error);
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  EarStep step = EAR_STEP_FAILED;

  *n_names = 0;
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint number = (guint) ear_statement_get_integer (each, 1);

      *n_names = MAX (*n_names, number);
      g_hash_table_insert (numbers, GSIZE_TO_POINTER ((gsize) ear_statement_get_integer (each, 0)), GUINT_TO_POINTER (number));
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&numbers) : NULL;
}

/* The number of each voice's place, by row; those without one come after all others. */
static guint32 *
find_places (EarStore *store, guint32 last_row, guint *n_names, GError **error)
{
  g_autoptr (GHashTable) numbers = number_places (store, n_names, error);
  g_autoptr (EarStatement) each = NULL;
  g_autofree guint32 *places = NULL;
  EarStep step = EAR_STEP_FAILED;

  if (numbers == NULL)
    return NULL;
  each = ear_store_query (store,
                          "SELECT c.n, coalesce (c.place, p.place, s.place) FROM contributions c INDEXED BY contributions_session "
                          "LEFT JOIN participants p ON p.n = c.participant LEFT JOIN sessions s ON s.n = c.session WHERE c.state = 0",
                          error);
  places = g_new0 (guint32, (gsize) last_row + 1);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0);
      gpointer number = g_hash_table_lookup (numbers, GSIZE_TO_POINTER ((gsize) ear_statement_get_integer (each, 1)));

      if (row <= last_row)
        places[row] = number == NULL ? *n_names + 1 : GPOINTER_TO_UINT (number);
    }
  return step == EAR_STEP_DONE ? g_steal_pointer (&places) : NULL;
}

/* By place, and within a place as they were. */
static gboolean
spread_by_place (EarStore *store, GArray *rows, GError **error)
{
  guint32 last_row = largest (rows);
  guint n_names;
  g_autofree guint32 *places = find_places (store, last_row, &n_names, error);
  g_autofree guint *starts = NULL;
  g_autofree guint32 *before = NULL;

  if (places == NULL)
    return FALSE;
  starts = g_new0 (guint, n_names + 3);
  before = g_memdup2 (rows->data, rows->len * sizeof (guint32));
  for (guint i = 0; i < rows->len; i++)
    starts[places[before[i]] + 1]++;
  for (guint i = 1; i < n_names + 3; i++)
    starts[i] += starts[i - 1];
  for (guint i = 0; i < rows->len; i++)
    g_array_index (rows, guint32, starts[places[before[i]]]++) = before[i];
  return TRUE;
}

static EarVoiceOrder *
make_order (EarStore *store, EarVoiceSort sort, gboolean oldest_first, GError **error)
{
  g_autoptr (EarVoiceOrder) order = g_new0 (EarVoiceOrder, 1);

  order->sort = sort;
  order->oldest_first = oldest_first;
  for (guint i = 0; i < G_N_ELEMENTS (depends_on); i++)
    order->changes[i] = changes_of (store, sort, i);
  order->rows = order_by_session (store, sort, oldest_first, error);
  if (order->rows == NULL)
    {
      order->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      return NULL;
    }
  if (sort == EAR_VOICE_SORT_PLACE && !spread_by_place (store, order->rows, error))
    return NULL;
  order->last_row = largest (order->rows);
  return g_steal_pointer (&order);
}

const EarVoiceOrder *
ear_voice_order_get (EarStore *store, EarVoiceSort sort, gboolean oldest_first, GError **error)
{
  EarVoiceOrder *order = ear_store_get_kept (store, KEPT);

  if (sort == EAR_VOICE_SORT_MATCH)
    sort = EAR_VOICE_SORT_TIME;
  if (order != NULL && order->sort == sort && order->oldest_first == oldest_first && is_current (store, order))
    return order;
  order = make_order (store, sort, oldest_first, error);
  if (order != NULL)
    ear_store_keep (store, KEPT, order, order_free);
  return order;
}
