/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of an edition and what ties them to each other. */
#include "ear-protect-private.h"

#include <string.h>

static void
cell_free (gpointer data)
{
  EarProtectCell *cell = data;

  g_free (cell->id);
  g_free (cell->label);
  g_clear_pointer (&cell->sum_parts, g_array_unref);
  g_array_unref (cell->relations);
  g_free (cell);
}

static void
relation_free (gpointer data)
{
  EarRelation *relation = data;

  g_free (relation->terms);
  g_free (relation);
}

static void
check_clear (gpointer data)
{
  g_clear_pointer (&((EarCheck *) data)->witness, ear_witness_unref);
}

EarProtect *
ear_protect_new (const EarPreset *preset)
{
  EarProtect *protect = g_new0 (EarProtect, 1);

  protect->preset = *preset;
  protect->cells = g_ptr_array_new_with_free_func (cell_free);
  protect->relations = g_ptr_array_new_with_free_func (relation_free);
  protect->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  protect->known_relations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  protect->checks = g_array_new (FALSE, TRUE, sizeof (EarCheck));
  g_array_set_clear_func (protect->checks, check_clear);
  protect->editions = g_ptr_array_new_with_free_func (g_free);
  protect->earlier = g_ptr_array_new_with_free_func (ear_earlier_free);
  protect->exposed = g_ptr_array_new_with_free_func (g_free);
  protect->differences = g_ptr_array_new_with_free_func (g_free);
  return protect;
}

void
ear_protect_free (EarProtect *protect)
{
  if (protect == NULL)
    return;
  g_array_unref (protect->checks);
  g_hash_table_unref (protect->by_id);
  g_hash_table_unref (protect->known_relations);
  g_ptr_array_unref (protect->cells);
  g_ptr_array_unref (protect->relations);
  g_ptr_array_unref (protect->editions);
  g_ptr_array_unref (protect->earlier);
  g_ptr_array_unref (protect->exposed);
  g_ptr_array_unref (protect->differences);
  g_free (protect);
}

const EarPreset *
ear_protect_get_preset (const EarProtect *protect)
{
  return &protect->preset;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * ear_protect_id:
 * @...: pairs of a dimension's name and a heading's (ear_protect_dimension_id(), ear_protect_heading_id()), then %NULL. A
 *   pair of which the heading is %NULL is left out: it is a margin. A pair whose dimension is "" is a scope, which may hold
 *   several parts with "|" between.
 *
 * Returns: (transfer full): the name of a cell, whatever the order of the dimensions.
 */
char *
ear_protect_id (EarMeasure measure, ...)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;
  const char *dimension;
  va_list pairs;

  va_start (pairs, measure);
  while ((dimension = va_arg (pairs, const char *)) != NULL)
    {
      const char *heading = va_arg (pairs, const char *);

      if (heading == NULL)
        continue;
      if (*dimension != '\0')
        g_ptr_array_add (parts, g_strconcat (dimension, "=", heading, NULL));
      else
        {
          g_auto (GStrv) scope = g_strsplit (heading, "|", -1);

          for (guint i = 0; scope[i] != NULL; i++)
            g_ptr_array_add (parts, g_strdup (scope[i]));
        }
    }
  va_end (pairs);
  g_ptr_array_sort (parts, compare_strings);
  g_ptr_array_add (parts, NULL);
  joined = g_strjoinv ("|", (char **) parts->pdata);
  return g_strconcat (measure == EAR_MEASURE_VOICES ? "voices:" : "sessions:", joined, NULL);
}

#define SESSIONS "sessions:"

/* A figure of sessions and the one of the same voices, which is there already. */
static void
pair (EarProtect *protect, EarProtectCell *cell)
{
  const char *sessions = strstr (cell->id, SESSIONS);
  g_autofree char *id = NULL;
  guint voices;

  if (sessions == NULL || cell->value == 0 || (cell->flags & EAR_CELL_IMPLIED) != 0)
    return;
  id = g_strdup_printf ("%.*svoices:%s", (int) (sessions - cell->id), cell->id, sessions + strlen (SESSIONS));
  voices = ear_protect_find (protect, id);
  if (voices == EAR_PROTECT_NO_CELL)
    return;
  cell->voices = ear_protect_cell (protect, voices);
  cell->voices->sessions = cell;
}

/**
 * ear_protect_add_cell:
 * @label: what a person calls it
 * @value: as counted
 *
 * A cell that is there already stays as it is; it is the same figure in another table.
 *
 * Returns: the cell.
 */
guint
ear_protect_add_cell (EarProtect *protect, const char *id, const char *label, guint value, EarCellFlags flags)
{
  guint found = ear_protect_find (protect, id);
  EarProtectCell *cell;

  g_assert (!protect->has_run);

  if (found != EAR_PROTECT_NO_CELL)
    {
      ear_protect_cell (protect, found)->flags |= flags & (EAR_CELL_IMPORTANT | EAR_CELL_ROW);
      return found;
    }
  cell = g_new0 (EarProtectCell, 1);
  cell->id = g_strdup (id);
  cell->label = g_strdup (label);
  cell->index = protect->cells->len;
  cell->value = value;
  cell->flags = flags;
  cell->relations = g_array_new (FALSE, FALSE, sizeof (guint));
  g_ptr_array_add (protect->cells, cell);
  g_hash_table_insert (protect->by_id, cell->id, GUINT_TO_POINTER (protect->cells->len));
  pair (protect, cell);
  return protect->cells->len - 1;
}

/**
 * ear_protect_find:
 *
 * Returns: the cell, or EAR_PROTECT_NO_CELL.
 */
guint
ear_protect_find (const EarProtect *protect, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (protect->by_id, id)) - 1;
}

static int
compare_terms (gconstpointer a, gconstpointer b)
{
  const EarTerm *one = a, *other = b;

  return one->cell < other->cell ? -1 : one->cell > other->cell;
}

/* A cell that is named twice is one term. */
static guint
tidy_terms (EarTerm *terms, guint n)
{
  guint kept = 0;

  qsort (terms, n, sizeof *terms, compare_terms);
  for (guint i = 0; i < n; i++)
    {
      if (kept > 0 && terms[kept - 1].cell == terms[i].cell)
        terms[kept - 1].factor += terms[i].factor;
      else
        terms[kept++] = terms[i];
      if (terms[kept - 1].factor == 0)
        kept--;
    }
  return kept;
}

static char *
name_relation (EarRelationType type, const EarTerm *terms, guint n)
{
  g_autoptr (GString) name = g_string_new (NULL);

  g_string_append_printf (name, "%d", (int) type);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (name, " %d*%u", terms[i].factor, terms[i].cell);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/**
 * ear_protect_add_relation:
 * @type: how the sum of the terms, each a cell by a factor, compares with 0
 *
 * What a reader can know of cells together. It must be true of what was counted, or it is left out: a reader who believes
 * what is not true works out what is not so.
 */
void
ear_protect_add_relation (EarProtect *protect, EarRelationType type, const EarTerm *terms, guint n_terms)
{
  g_autofree EarTerm *tidy = g_memdup2 (terms, MAX (n_terms, 1) * sizeof *terms);
  guint n = tidy_terms (tidy, n_terms);
  EarRelation *relation;
  gint64 sum = 0;
  char *name;

  g_assert (!protect->has_run);

  for (guint i = 0; i < n; i++)
    sum += tidy[i].factor * ear_protect_cell (protect, tidy[i].cell)->value;
  if (n == 0 || (type == EAR_RELATION_EQUAL && sum != 0) || (type == EAR_RELATION_AT_LEAST && sum < 0)
      || (type == EAR_RELATION_AT_MOST && sum > 0))
    return;
  name = name_relation (type, tidy, n);
  if (!g_hash_table_add (protect->known_relations, name))
    return;
  relation = g_new0 (EarRelation, 1);
  relation->type = type;
  relation->n_terms = n;
  relation->sum = sum;
  relation->terms = g_steal_pointer (&tidy);
  for (guint i = 0; i < n; i++)
    g_array_append_val (ear_protect_cell (protect, relation->terms[i].cell)->relations, protect->relations->len);
  g_ptr_array_add (protect->relations, relation);
}

/* Takes another value for a cell that nobody is shown and that was only guessed, if all relations it is in hold with it.
 * Returns whether they do. */
gboolean
ear_protect_guess (EarProtect *protect, guint cell, gint64 value)
{
  EarProtectCell *guessed = ear_protect_cell (protect, cell);
  gint64 more = value - guessed->value;

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint r = 0; r < guessed->relations->len; r++)
        {
          EarRelation *relation = g_ptr_array_index (protect->relations, g_array_index (guessed->relations, guint, r));
          gint64 sum = relation->sum;

          for (guint t = 0; t < relation->n_terms; t++)
            sum += relation->terms[t].cell == cell ? relation->terms[t].factor * more : 0;
          if (pass == 1)
            relation->sum = sum;
          else if ((relation->type != EAR_RELATION_AT_MOST && sum < 0) || (relation->type != EAR_RELATION_AT_LEAST && sum > 0))
            return FALSE;
        }
    }
  guessed->value = value;
  return TRUE;
}

static void
add_separate (EarProtect *protect, guint whole, const EarTerm *all, guint n, gboolean complete)
{
  EarProtectCell *cell = ear_protect_cell (protect, whole);

  ear_protect_add_relation (protect, EAR_RELATION_EQUAL, all, n);
  if (!complete || cell->sum_parts != NULL)
    return;
  cell->sum_parts = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i + 1 < n; i++)
    g_array_append_val (cell->sum_parts, all[i].cell);
}

/**
 * ear_protect_add_parts:
 * @whole: a cell
 * @cells: its parts
 * @rest: what the whole has beside its parts: a cell, or EAR_PROTECT_NO_CELL where there is nothing
 * @rest_apart: nothing is both in the rest and in a part
 *
 * Ties a margin to what it is the margin of, or what stands above others in a tree to those.
 */
void
ear_protect_add_parts (EarProtect *protect, EarParts parts, guint whole, const guint *cells, guint n_cells, guint rest,
                       gboolean rest_apart)
{
  gboolean has_rest = rest != EAR_PROTECT_NO_CELL;
  guint n = n_cells + has_rest;
  g_autofree EarTerm *all = g_new0 (EarTerm, n + 1);

  if (n == 0)
    return;
  for (guint i = 0; i < n_cells; i++)
    all[i] = (EarTerm) { cells[i], 1 };
  if (has_rest)
    all[n_cells] = (EarTerm) { rest, 1 };
  all[n] = (EarTerm) { whole, -1 };
  if (parts == EAR_PARTS_SEPARATE)
    {
      add_separate (protect, whole, all, n + 1,
                    !has_rest || (ear_protect_cell (protect, rest)->flags & EAR_CELL_IMPLIED) == 0);
      return;
    }
  ear_protect_add_relation (protect, EAR_RELATION_AT_LEAST, all, n + 1);
  for (guint i = 0; i < n; i++)
    {
      EarTerm each[] = { { whole, 1 }, { all[i].cell, -1 }, { rest, -1 } };

      ear_protect_add_relation (protect, EAR_RELATION_AT_LEAST, each, has_rest && rest_apart && i < n_cells ? 3 : 2);
    }
}

/* Whether a reader knows that there was a session from nothing but the voices that are shown. */
gboolean
ear_protect_is_held (const EarProtectCell *cell)
{
  const EarProtectCell *voices = cell->voices;

  return (cell->flags & EAR_CELL_ROW) == 0 && voices != NULL && !voices->hidden && (voices->summed || voices->open_low > 0);
}

/* What a reader knows a cell to be at least, though it is hidden. */
gint64
ear_protect_floor (const EarProtectCell *cell)
{
  return (cell->flags & EAR_CELL_ROW) != 0 || ear_protect_is_held (cell) ? 1 : 0;
}

/* What a reader knows of a cell by itself. */
void
ear_protect_known (const EarProtectCell *cell, gint64 *low, gint64 *high)
{
  gboolean nothing = cell->hidden || cell->summed || (cell->flags & EAR_CELL_IMPLIED) != 0;

  *low = MAX (nothing ? 0 : cell->open_low, ear_protect_floor (cell));
  *high = nothing ? EAR_NO_END : cell->open_high;
}

gboolean
ear_protect_may_hide (const EarProtectCell *cell)
{
  return cell->edition == 0 && !cell->hidden && !cell->summed && (cell->flags & EAR_CELL_IMPLIED) == 0;
}
