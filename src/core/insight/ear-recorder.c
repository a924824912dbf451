/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who listened: sessions held and voices recorded, by organisation. */
#include "ear-cube.h"

/* Sessions as ear-session-list.c lists them, but for what their voices say: those are counted in the columns. */
static const char sessions_sql[]
  = "SELECT s.n, o.name, s.state = 0 AND coalesce (s.title, s.started, s.nature, s.place, s.venue, s.organisation) IS NOT NULL "
    "FROM sessions s LEFT JOIN organisations o ON o.n = s.organisation AND o.state = 0 WHERE s.state IN (0, 3)";

void
ear_recorder_free (EarRecorder *recorder)
{
  g_free (recorder->name);
  g_free (recorder);
}

/* By row of the session. */
static GArray *
count_voices (const EarVoiceColumns *columns)
{
  GArray *n = g_array_new (FALSE, TRUE, sizeof (guint32));

  for (guint i = 0; i < columns->n_voices; i++)
    {
      guint32 session = g_array_index (columns->occasion, EarOccasion, columns->occasions[i]).session;

      if (session >= n->len)
        g_array_set_size (n, session + 1);
      g_array_index (n, guint32, session)++;
    }
  return n;
}

static EarRecorder *
ensure_recorder (GPtrArray *recorders, GHashTable *by_name, const char *name)
{
  EarRecorder *recorder = g_hash_table_lookup (by_name, name);

  if (recorder == NULL)
    {
      recorder = g_new0 (EarRecorder, 1);
      recorder->name = g_strdup (name);
      g_ptr_array_add (recorders, recorder);
      g_hash_table_insert (by_name, g_strdup (name), recorder);
    }
  return recorder;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(EarRecorder *const *) a)->name, (*(EarRecorder *const *) b)->name);
}

/**
 * ear_recorders_of:
 * @nobody: what stands for an organisation that was not said
 *
 * Sessions without a voice count: they took place. Voices without a session are nobody's.
 *
 * Returns: (transfer full) (element-type EarRecorder) (nullable): by name. The store's thread.
 */
GPtrArray *
ear_recorders_of (EarCube *cube, const char *nobody, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (ear_cube_store (cube), sessions_sql, error);
  g_autoptr (GPtrArray) recorders = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_recorder_free);
  g_autoptr (GHashTable) by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) voices = count_voices (ear_cube_columns (cube));
  EarStep step = EAR_STEP_FAILED;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      gint64 row = ear_statement_get_integer (each, 0);
      guint32 n = row < voices->len ? g_array_index (voices, guint32, row) : 0;
      EarRecorder *recorder;
      const char *name;

      if (n == 0 && !ear_statement_get_integer (each, 2))
        continue;
      name = ear_statement_get_text (each, 1);
      recorder = ensure_recorder (recorders, by_name, name == NULL ? nobody : name);
      recorder->sessions++;
      recorder->voices += n;
    }
  g_ptr_array_sort (recorders, compare_names);
  return step == EAR_STEP_DONE ? g_steal_pointer (&recorders) : NULL;
}
