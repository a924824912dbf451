/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is owed to people who were asked: an answer, and to be told of it. */
#include "ear-action-list.h"

#include <string.h>

#include "ear-action-sql.h"
#include "ear-cube.h"

/* Every voice with its day, and whether it waits. */
static const char days_sql[] = "SELECT v.n, v.happened, " EAR_UNANSWERED_SQL ("?1") " FROM voices v";

/* What is found out about the voices of one heading. */
typedef struct
{
  guint dated, undated; /* that wait; of the latter nobody noted the day */
  char *first;          /* (nullable) the day of the first that waits */
  char *last;           /* (nullable) that of the newest, waiting or not */
} Tally;

/* Tallies of one side, by slot. */
typedef struct
{
  EarSlots slots;
  Tally *tallies;
} Tallied;

/* All that is known without the voices. */
static const char untold_sql[]
  = EAR_WITH_ACTION_HEARD_SQL
    "SELECT g.n, g.id, g.name, (SELECT count (DISTINCT x.\"action\") FROM heard x WHERE x.\"group\" = g.n) FROM groups g "
    "WHERE g.state = 0 AND g.n NOT IN (SELECT t.\"group\" FROM action_tellings t JOIN actions a ON a.n = t.\"action\" AND a.state = 0 "
    "WHERE t.state = 0 AND t.\"group\" IS NOT NULL) ORDER BY 4 DESC, g.name COLLATE NOCASE, g.id";

void
ear_owed_free (EarOwed *owed)
{
  if (owed == NULL)
    return;
  g_free (owed->name);
  g_free (owed->last);
  g_free (owed);
}

/**
 * ear_unanswered_before:
 * @months: how long people may have to wait
 *
 * Returns: (transfer full): the day before which a voice was heard that has waited longer, YYYY-MM-DD.
 */
char *
ear_unanswered_before (EarStore *store, guint months)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ear_store_now_ms (store) / 1000));
  g_autoptr (GDateTime) local = utc == NULL ? NULL : g_date_time_to_local (utc);
  g_autoptr (GDateTime) then = local == NULL ? NULL : g_date_time_add_months (local, -(int) MIN (months, 1200));

  return then == NULL ? g_strdup ("0001-01-01") : g_date_time_format (then, "%Y-%m-%d");
}

static int
compare_owed (gconstpointer a, gconstpointer b)
{
  const EarOwed *one = *(EarOwed *const *) a, *other = *(EarOwed *const *) b;

  if (one->actions != other->actions)
    return one->actions > other->actions ? -1 : 1;
  return one->voices == other->voices ? 0 : one->voices > other->voices ? -1 : 1;
}

/**
 * ear_never_told_of:
 * @cube: all voices; its filter is none then
 *
 * Returns: (transfer full) (element-type EarOwed) (nullable): the groups that said something and were never told what became
 *   of anything, those with something to be told first; without the day of the last voice, which is in no column.
 */
GPtrArray *
ear_never_told_of (EarCube *cube, GError **error)
{
  const EarSide side = { .dimension = EAR_DIMENSION_GROUP, .own = TRUE };
  g_auto (EarSideCounts) heard = { 0 };
  g_autoptr (EarStatement) each = ear_store_query (ear_cube_store (cube), untold_sql, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_owed_free);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL || !ear_cube_filter (cube, NULL, error) || !ear_cube_count_side (cube, &side, &heard, error))
    return NULL;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      guint voices = ear_side_counts_get (&heard, ear_statement_get_integer (each, 0)).contributions;
      EarOwed *owed;

      if (voices == 0)
        continue;
      owed = g_new0 (EarOwed, 1);
      g_ptr_array_add (rows, owed);
      ear_statement_get_id (each, 1, &owed->id);
      owed->name = g_strdup (ear_statement_get_text (each, 2));
      owed->voices = voices;
      owed->actions = (guint) ear_statement_get_integer (each, 3);
    }
  g_ptr_array_sort (rows, compare_owed);
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static void
tallied_clear (Tallied *tallied)
{
  for (guint i = 0; tallied->tallies != NULL && i < tallied->slots.numbers->len; i++)
    {
      g_free (tallied->tallies[i].first);
      g_free (tallied->tallies[i].last);
    }
  g_clear_pointer (&tallied->tallies, g_free);
  ear_slots_clear (&tallied->slots);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tallied, tallied_clear)

static gboolean
tallied_init (Tallied *tallied, EarCube *cube, EarDimension dimension, GError **error)
{
  const EarSide side = { .dimension = dimension, .own = TRUE };

  if (!ear_slots_init (&tallied->slots, ear_cube_store (cube), ear_cube_columns (cube), &side, error))
    return FALSE;
  tallied->tallies = g_new0 (Tally, tallied->slots.numbers->len);
  return TRUE;
}

static void
keep_earlier (char **day, const char *other)
{
  if (*day == NULL || strcmp (other, *day) < 0)
    g_set_str (day, other);
}

static void
keep_later (char **day, const char *other)
{
  if (*day == NULL || strcmp (other, *day) > 0)
    g_set_str (day, other);
}

static void
add_voice (Tallied *tallied, guint voice, const char *day, gboolean waits)
{
  const EarSlots *slots = &tallied->slots;
  guint32 entry = slots->entry_of[voice];

  for (guint32 i = slots->starts[entry]; i < slots->starts[entry + 1]; i++)
    {
      Tally *tally = &tallied->tallies[g_array_index (slots->slots, guint32, i)];

      if (day != NULL)
        keep_later (&tally->last, day);
      if (!waits)
        continue;
      tally->dated += day != NULL;
      tally->undated += day == NULL;
      if (day != NULL)
        keep_earlier (&tally->first, day);
    }
}

static gboolean
find_voice (const EarVoiceColumns *columns, gint64 row, guint *voice)
{
  guint from = 0, to = columns->n_voices;

  while (from < to)
    {
      guint middle = from + (to - from) / 2;

      if (columns->rows[middle] < row)
        from = middle + 1;
      else
        to = middle;
    }
  *voice = from;
  return from < columns->n_voices && columns->rows[from] == row;
}

static gboolean
tally_voices (EarCube *cube, const char *before, Tallied *groups, Tallied *themes, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (ear_cube_store (cube), days_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each != NULL)
    ear_statement_bind_text (each, 1, before);
  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *day = ear_statement_get_text (each, 1);
      gboolean waits = ear_statement_get_integer (each, 2) != 0;
      guint voice;

      if (!find_voice (ear_cube_columns (cube), ear_statement_get_integer (each, 0), &voice))
        continue;
      add_voice (groups, voice, day, waits);
      add_voice (themes, voice, day, waits);
    }
  return step == EAR_STEP_DONE;
}

static const Tally *
find_tally (const Tallied *tallied, gint64 number)
{
  for (guint slot = EAR_SLOT_NONE + 1; slot < tallied->slots.numbers->len; slot++)
    {
      if (g_array_index (tallied->slots.numbers, gint64, slot) == number)
        return &tallied->tallies[slot];
    }
  return NULL;
}

static EarOwed *
owed_new (const Tally *tally)
{
  EarOwed *owed = g_new0 (EarOwed, 1);

  owed->voices = tally->dated;
  owed->undated = tally->undated;
  owed->last = g_strdup (tally->first);
  return owed;
}

/* Those of whom most wait first. */
static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const EarOwed *one = *(EarOwed *const *) a, *other = *(EarOwed *const *) b;
  int order;

  if (one->voices != other->voices)
    return one->voices > other->voices ? -1 : 1;
  if (one->undated != other->undated)
    return one->undated > other->undated ? -1 : 1;
  order = g_ascii_strcasecmp (one->name == NULL ? "" : one->name, other->name == NULL ? "" : other->name);
  return order != 0 ? order : ear_id_compare (&one->id, &other->id);
}

/* What was heard of a group last. */
static void
tell_last (GPtrArray *never_told, const EarId *group, const Tally *tally)
{
  for (guint i = 0; never_told != NULL && i < never_told->len; i++)
    {
      EarOwed *owed = never_told->pdata[i];

      if (ear_id_equal (&owed->id, group))
        g_set_str (&owed->last, tally->last);
    }
}

static GPtrArray *
list_waiting (EarStore *store, const char *sql, const Tallied *tallied, GPtrArray *never_told, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_owed_free);
  g_autoptr (EarStatement) each = ear_store_query (store, sql, error);
  EarStep step = EAR_STEP_FAILED;
  EarId id;

  while (each != NULL && (step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const Tally *tally = find_tally (tallied, ear_statement_get_integer (each, 0));
      EarOwed *owed;

      if (tally == NULL || !ear_statement_get_id (each, 1, &id))
        continue;
      tell_last (never_told, &id, tally);
      if (tally->dated + tally->undated == 0)
        continue;
      owed = owed_new (tally);
      owed->id = id;
      owed->name = g_strdup (ear_statement_get_text (each, 2));
      g_ptr_array_add (rows, owed);
    }
  g_ptr_array_sort (rows, compare_waiting);
  return step == EAR_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * ear_action_gaps:
 * @before: a day, see ear_unanswered_before(): who was heard before it and has no answer waits
 *
 * A voice with two groups waits under both, and once among all.
 *
 * Returns: (transfer full) (nullable): what is owed. The store's thread.
 */
EarActionGaps *
ear_action_gaps (EarStore *store, const char *before, GError **error)
{
  g_autoptr (EarActionGaps) gaps = g_new0 (EarActionGaps, 1);
  g_autoptr (EarCube) cube = ear_cube_load (store, error);
  g_auto (Tallied) groups = { 0 }, themes = { 0 };

  if (cube == NULL || (gaps->never_told = ear_never_told_of (cube, error)) == NULL
      || !tallied_init (&groups, cube, EAR_DIMENSION_GROUP, error) || !tallied_init (&themes, cube, EAR_DIMENSION_THEME, error)
      || !tally_voices (cube, before, &groups, &themes, error)
      || (gaps->groups = list_waiting (store, "SELECT n, id, name FROM groups WHERE state = 0", &groups, gaps->never_told, error)) == NULL
      || (gaps->themes = list_waiting (store, "SELECT n, id, name FROM themes WHERE state = 0", &themes, NULL, error)) == NULL)
    return NULL;
  gaps->all = owed_new (&groups.tallies[EAR_SLOT_ALL]);
  return g_steal_pointer (&gaps);
}

void
ear_action_gaps_free (EarActionGaps *gaps)
{
  if (gaps == NULL)
    return;
  g_clear_pointer (&gaps->all, ear_owed_free);
  g_clear_pointer (&gaps->groups, g_ptr_array_unref);
  g_clear_pointer (&gaps->themes, g_ptr_array_unref);
  g_clear_pointer (&gaps->never_told, g_ptr_array_unref);
  g_free (gaps);
}
