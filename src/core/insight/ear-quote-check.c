/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-quote-check.h"

#include <glib/gi18n-lib.h>

#include "ear-cube.h"

typedef struct
{
  char *folded; /* the name between blanks */
  char *name;
} Place;

#define NO_YEAR G_MININT32

/* What voices have in common that are alike: rows, 0 for none, and the year in which they were heard. */
typedef struct
{
  guint32 place, group;
  gint32 year;
} Cell;

struct _EarQuoteCheck
{
  EarStore *store;
  guint most;         /* so many voices are few */
  GHashTable *cells;  /* Cell → how many voices, where that is at least one */
  GHashTable *known;  /* words of the names of places, groups and organisations */
  GPtrArray *rare;    /* Place */
};

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->folded);
  g_free (place->name);
  g_free (place);
}

static guint
cell_hash (gconstpointer data)
{
  const Cell *cell = data;

  return (cell->place * 31 + cell->group) * 1021 + (guint) cell->year;
}

static gboolean
cell_equal (gconstpointer a, gconstpointer b)
{
  const Cell *one = a, *other = b;

  return one->place == other->place && one->group == other->group && one->year == other->year;
}

/* A month is two steps, and a year of which no more is known stands one before its January. */
static gint32
year_of (gint32 month)
{
  return month == EAR_NO_MONTH ? NO_YEAR : (month + 1) / 24;
}

static void
add_to_cell (EarQuoteCheck *check, const EarOccasion *occasion, guint32 group, guint n)
{
  Cell cell = { occasion->place, group, year_of (occasion->month) };
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (check->cells, &cell));

  g_hash_table_insert (check->cells, g_memdup2 (&cell, sizeof cell), GUINT_TO_POINTER (before + n));
}

/* Voices of one occasion with the same groups lie near each other: they are added together, @group_set by @group_set. */
static void
count_cells (EarQuoteCheck *check, const EarVoiceColumns *columns)
{
  guint same = 0;

  for (guint i = 0; i < columns->n_voices; i++)
    {
      const EarRowSets *sets = &columns->group_sets;
      guint32 set = columns->groups[i], first, end;

      same++;
      if (i + 1 < columns->n_voices && columns->groups[i + 1] == set && columns->occasions[i + 1] == columns->occasions[i])
        continue;
      first = g_array_index (sets->starts, guint32, set);
      end = g_array_index (sets->starts, guint32, set + 1);
      for (guint32 at = first; at < end; at++)
        add_to_cell (check, &g_array_index (columns->occasion, EarOccasion, columns->occasions[i]),
                     g_array_index (sets->items, guint32, at), same);
      if (first == end)
        add_to_cell (check, &g_array_index (columns->occasion, EarOccasion, columns->occasions[i]), 0, same);
      same = 0;
    }
}

static char *
fold (const char *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GString) folded = g_string_new (" ");

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (folded, g_unichar_isalnum (c) ? c : ' ');
    }
  g_string_append_c (folded, ' ');
  return g_string_free (g_steal_pointer (&folded), FALSE);
}

static void
learn_words (EarQuoteCheck *check, const char *name)
{
  g_autofree char *folded = fold (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_hash_table_add (check->known, g_strdup (words[i]));
    }
}

static void
add_rare (EarQuoteCheck *check, const char *name)
{
  Place *place = g_new0 (Place, 1);

  place->name = g_strdup (name);
  place->folded = fold (name);
  g_ptr_array_add (check->rare, place);
}

static gboolean
load_names (EarQuoteCheck *check, EarCube *cube, GError **error)
{
  const EarSide side = { .dimension = EAR_DIMENSION_PLACE };
  g_auto (EarSideCounts) heard = { 0 };
  g_autoptr (EarStatement) each
    = ear_store_query (check->store,
                       "SELECT name, n, 1 FROM places WHERE state = 0 AND name IS NOT NULL "
                       "UNION ALL SELECT name, n, 0 FROM groups WHERE state = 0 AND name IS NOT NULL "
                       "UNION ALL SELECT name, n, 0 FROM organisations WHERE state = 0 AND name IS NOT NULL ORDER BY 1",
                       error);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL || !ear_cube_filter (cube, NULL, error) || !ear_cube_count_side (cube, &side, &heard, error))
    return FALSE;
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      const char *name = ear_statement_get_text (each, 0);
      gboolean is_place = ear_statement_get_integer (each, 2) != 0;

      learn_words (check, name);
      if (is_place && ear_side_counts_get (&heard, ear_statement_get_integer (each, 1)).contributions <= check->most)
        add_rare (check, name);
    }
  return step == EAR_STEP_DONE;
}

/**
 * ear_quote_check_of:
 * @cube: all voices; its filter is none then
 * @preset: says how few voices are few
 *
 * Returns: (transfer full) (nullable): what voices are looked at with, counted once.
 */
EarQuoteCheck *
ear_quote_check_of (EarCube *cube, const EarPreset *preset, GError **error)
{
  g_autoptr (EarQuoteCheck) check = g_new0 (EarQuoteCheck, 1);

  check->store = ear_cube_store (cube);
  check->most = MAX (preset->hide_to, preset->midpoint);
  check->cells = g_hash_table_new_full (cell_hash, cell_equal, g_free, NULL);
  check->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  check->rare = g_ptr_array_new_with_free_func (place_free);
  count_cells (check, ear_cube_columns (cube));
  return load_names (check, cube, error) ? g_steal_pointer (&check) : NULL;
}

/**
 * ear_quote_check_new:
 *
 * Returns: (transfer full) (nullable): what ear_quote_check_of() gives for the workbook as it is now.
 */
EarQuoteCheck *
ear_quote_check_new (EarStore *store, const EarPreset *preset, GError **error)
{
  g_autoptr (EarCube) cube = ear_cube_load (store, error);

  return cube == NULL ? NULL : ear_quote_check_of (cube, preset, error);
}

void
ear_quote_check_free (EarQuoteCheck *check)
{
  if (check == NULL)
    return;
  g_clear_pointer (&check->cells, g_hash_table_unref);
  g_clear_pointer (&check->known, g_hash_table_unref);
  g_clear_pointer (&check->rare, g_ptr_array_unref);
  g_free (check);
}

static void
judge_cell (EarQuoteCheck *check, const Cell *cell, EarQuoteResult *result)
{
  if (GPOINTER_TO_UINT (g_hash_table_lookup (check->cells, cell)) <= check->most)
    result->signs |= EAR_QUOTE_SMALL_CELL;
}

/* The view is asked for one voice by its row alone: joined to another table SQLite would read all of it. */
static gboolean
look_at_groups (EarQuoteCheck *check, gint64 row, Cell cell, EarQuoteResult *result, GError **error)
{
  g_autoptr (EarStatement) each = ear_store_query (check->store, "SELECT \"group\" FROM voice_groups WHERE contribution = ?1", error);
  gboolean any = FALSE;
  EarStep step;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_integer (each, 1, row);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      cell.group = (guint32) ear_statement_get_integer (each, 0);
      judge_cell (check, &cell, result);
      any = TRUE;
    }
  if (!any)
    judge_cell (check, &cell, result);
  return step == EAR_STEP_DONE;
}

static gboolean
look_at_cell (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (EarStatement) one = ear_store_query (
    check->store, "SELECT n, place, CAST (substr (happened, 1, 4) AS INTEGER) FROM voices WHERE id = ?1", error);
  EarStep step;
  Cell cell = { 0 };

  if (one == NULL)
    return FALSE;
  ear_statement_bind_id (one, 1, &voice->id);
  step = ear_statement_step (one, error);
  if (step != EAR_STEP_ROW)
    return step == EAR_STEP_DONE;
  cell.place = (guint32) ear_statement_get_integer (one, 1);
  cell.year = ear_statement_is_null (one, 2) ? NO_YEAR : (gint32) ear_statement_get_integer (one, 2);
  return look_at_groups (check, ear_statement_get_integer (one, 0), cell, result, error);
}

static void
look_for_places (EarQuoteCheck *check, const char *text, EarQuoteResult *result, GString *found)
{
  g_autofree char *folded = fold (text);

  for (guint i = 0; i < check->rare->len; i++)
    {
      const Place *place = g_ptr_array_index (check->rare, i);

      if (strstr (folded, place->folded) == NULL)
        continue;
      result->signs |= EAR_QUOTE_RARE_PLACE;
      g_string_append_printf (found, "%s%s", found->len == 0 ? "" : "; ", place->name);
    }
}

static gboolean
read_decision (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (EarStatement) one
    = ear_store_query (check->store,
                       "SELECT d.decision FROM quote_decisions d JOIN contributions c ON c.id = d.voice AND c.changed = d.changed "
                       "WHERE d.voice = ?1",
                       error);
  EarStep step;

  if (one == NULL)
    return FALSE;
  ear_statement_bind_id (one, 1, &voice->id);
  step = ear_statement_step (one, error);
  if (step == EAR_STEP_ROW)
    result->decision = (EarQuoteDecision) CLAMP (ear_statement_get_integer (one, 0), EAR_QUOTE_UNDECIDED, EAR_QUOTE_LEAVE_OUT);
  return step != EAR_STEP_FAILED;
}

/**
 * ear_quote_check_voice:
 * @result: (out caller-allocates): to be cleared with ear_quote_result_clear(), after a failure too
 *
 * Looks at a voice's words, its original too, and at how many voices are like it. A decision holds until the voice is changed.
 */
gboolean
ear_quote_check_voice (EarQuoteCheck *check, const EarVoice *voice, EarQuoteResult *result, GError **error)
{
  g_autoptr (GString) found = g_string_new (NULL);
  const char *const texts[] = { voice->text, voice->original };

  *result = (EarQuoteResult) { 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] == NULL)
        continue;
      result->signs |= ear_quote_look (texts[i], check->known, found);
      look_for_places (check, texts[i], result, found);
    }
  result->found = found->len == 0 ? NULL : g_string_free (g_steal_pointer (&found), FALSE);
  return look_at_cell (check, voice, result, error) && read_decision (check, voice, result, error);
}

void
ear_quote_result_clear (EarQuoteResult *result)
{
  g_clear_pointer (&result->found, g_free);
}

/* Whether it may stand in what is published: nothing was noticed, or somebody said that it may. */
gboolean
ear_quote_may_stand (const EarQuoteResult *result)
{
  return result->decision == EAR_QUOTE_UNDECIDED ? result->signs == 0 : result->decision != EAR_QUOTE_LEAVE_OUT;
}

char *
ear_quote_describe (EarQuoteSigns signs)
{
  static const char *const words[EAR_QUOTE_N_SIGNS]
    = { N_ ("few voices are of this group, place and year"), N_ ("perhaps a name"), N_ ("perhaps a phone number"),
        N_ ("perhaps an address"), N_ ("perhaps a date of birth"), N_ ("an NHS number"), N_ ("a place with few voices") };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < EAR_QUOTE_N_SIGNS; i++)
    {
      if ((signs & (1u << i)) != 0)
        g_string_append_printf (text, "%s%s", text->len == 0 ? "" : "; ", _ (words[i]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
